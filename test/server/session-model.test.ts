import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as sessions from '../../src/server/session-change.ts'
import { expectToHold, runs } from '../client/check-model.ts'
import { mutantOf, type Fault } from '../client/mutant.ts'
import { SessionModel, type SessionStep } from './session-model.ts'

const tab = fc.nat(1)
const wish = fc.constantFrom('ada' as const, 'bob' as const, 'logout' as const, 'theme' as const)
const step: fc.Arbitrary<SessionStep> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), tab, for: wish }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      which: fc.nat(20),
      fate: fc.constantFrom('arrives' as const, 'arrives' as const, 'lost' as const, 'unread' as const),
    }),
  },
  fc.record({ kind: fc.constantFrom('rejoin' as const, 'reload' as const), tab }),
  fc.record({ kind: fc.constant('plain' as const), for: wish }),
  fc.record({ kind: fc.constant('time' as const), seconds: fc.constantFrom(1, 5, 16) }),
)

function check(module: typeof sessions, count: number): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }), (steps) => {
      const model = new SessionModel(module)
      for (const each of steps) model.step(each)
    }),
    count,
  )
}

describe('the session of a visitor with two tabs', () => {
  test('is that of the newest change, and no login that is over comes back, whatever is lost or repeated', () => {
    expectToHold(check(sessions, 20_000))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['is good for every visitor', 'visitor !== ticket.visitor', 'false'],
    ['is refused where its answer did not arrive', 'found.version === ticket.version', 'false'],
    ['is good for ever', 'now > ticket.expires', 'false'],
    ['brings back a login that is over', '|| isOver', ''],
    ['comes again once its page has what it makes', "use.state === 'confirmed'", 'false'],
    ['replaces what came after it', 'use.replaced !== found.version', 'false'],
    ['is for whoever is logged in', 'ticket.login === found.login', 'true'],
  ])('notices a ticket that %s', (_, ...fault) => {
    const module = mutantOf<typeof sessions>('../server/session-change.ts', fault)
    expect(check(module, 20_000).failed).toBe(true)
  })
})
