import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import * as visits from '../../src/client/history/visits.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'
import { VisitsModel, type Step } from './visits-model.ts'

type Module = typeof visits

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('click' as const), to: fc.constantFrom('a', 'b', 'c') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      which: fc.nat(3),
      how: fc.constantFrom('tells' as const, 'shows' as const, 'fails' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('go' as const), by: fc.constantFrom(-2, -1, -1, 1, 2) }),
  },
  fc.record({
    kind: fc.constant('other' as const),
    how: fc.constantFrom('hash' as const, 'script' as const),
  }),
  fc.record({ kind: fc.constantFrom('group' as const, 'renewal' as const) }),
)

function check(module: Module, count: number): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), (steps) => {
      const model = new VisitsModel(module)
      for (const each of steps) model.step(each)
      model.rest()
    }),
    count,
  )
}

describe('the history of a page of actions', () => {
  test('shows what belongs to the entry that is shown, whoever made it and however the user came to it', () => {
    expectToHold(check(visits, 3_000))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    [
      'takes the next outcome for the event that told an address',
      'port.actionOf(event)',
      'port.actionOf(event + 1)',
    ],
    ['writes what an older event tells', 'event ? event < first : asked', 'false'],
    [
      'writes what a group tells while the user is on the way',
      'event < first : asked',
      'event < first : false',
    ],
    [
      'shows nothing again when an older event has ended',
      'if (late.delete(event) && !asked) show(event)',
      'if (late.delete(event)) {}',
    ],
    ['adds an entry on Back', 'if (event && event === asked) {', 'if (false) {'],
    ['gives entries of others to nobody', 'port.entries.set(port.key(), shown)\n    },', '},'],
    ['runs an action again for a click on a hash', '!visit || visit === shown', '!visit'],
    [
      'overwrites the address of an entry that another script made',
      'port.key() === homes.get(shown) && ',
      '',
    ],
    ['forgets that an answer is not wanted any more', 'if (asked) late.add(asked)', ''],
    ['leaves what could not be done again', 'if (!isDone) port.leave()', ''],
    [
      'adds an entry for the address that is shown',
      "how === 'push' && !port.isShown(href)",
      "how === 'push'",
    ],
    [
      'puts back what no longer belongs to the entry',
      'if (shown === opening) port.restore(event)',
      'if (event) port.restore(event)',
    ],
  ])('fails its model when it %s', (_, ...fault) => {
    expect(check(mutantOf<Module>('history/visits.ts', fault), 3_000).failed).toBe(true)
  })
})

test('what is remembered of visits does not grow with their number, and an old one is loaded again', () => {
  const entries = new Map<string, string>()
  const asked: string[] = []
  const left: string[] = []
  let key = '0'
  const sets = vi.spyOn(Map.prototype, 'set')
  const page = visits.createVisits({
    load: 'load',
    key: () => key,
    entries,
    isShown: () => false,
    write: () => true,
    nextEvent: () => 1_000,
    actionOf: (event) => ({ action: `action ${event}`, data: undefined }),
    ask: ({ action }) => asked.push(action),
    restore: () => {},
    leave: () => void left.push(key),
  })
  for (let event = 1; event <= 500; event++) {
    key = String(event)
    page.told(`/${event}`, 'push', event)
  }
  const maps = new Set(sets.mock.contexts.filter((map) => map !== entries)) as Set<Map<string, unknown>>
  sets.mockRestore()
  expect([...maps].map(({ size }) => size)).toEqual([200, 200])
  key = '400'
  page.travelled()
  page.ended(1, true)
  key = '100'
  page.travelled()
  expect([asked, left]).toEqual([['action 400'], ['100']])
})
