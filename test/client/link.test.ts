import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as link from '../../src/client/recovery/link.ts'
import { LinkModel, type LinkStep } from './link-model.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'

const step: fc.Arbitrary<LinkStep> = fc.oneof(
  fc.record({
    kind: fc.constant('network' as const),
    is: fc.constantFrom('good' as const, 'good' as const, 'dead' as const, 'refusing' as const),
  }),
  fc.record({
    kind: fc.constant('server' as const),
    does: fc.constantFrom(
      'works' as const,
      'works' as const,
      'forgets' as const,
      'rejects' as const,
      'denies' as const,
      'limits' as const,
      'flaps' as const,
    ),
  }),
  fc.record({
    kind: fc.constant('close' as const),
    code: fc.constantFrom(1006, 4400, 4503, 1006, 4409, 4410),
  }),
  fc.record({ kind: fc.constant('hidden' as const), is: fc.boolean() }),
  fc.record({ kind: fc.constant('event' as const), bytes: fc.constantFrom(50, 60_000) }),
  fc.record({ kind: fc.constantFrom('check' as const, 'kept' as const) }),
  fc.record({
    kind: fc.constant('time' as const),
    milliseconds: fc.constantFrom(10, 400, 3_000, 12_000, 40_000),
  }),
  fc.record({ kind: fc.constant('time' as const), milliseconds: fc.constantFrom(50, 100, 1_000, 6_000) }),
  fc.record({ kind: fc.constant('sleep' as const), milliseconds: fc.constantFrom(2_000, 12_000, 62_000) }),
)

type Module = typeof link

function check({ createLink }: Module, count: number): fc.RunDetails<unknown> {
  const property = fc.property(
    fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }),
    fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    fc.constantFrom(0, 0, 50, 6_000),
    (steps, random, loading) => {
      const model = new LinkModel(createLink, () => random.next().value, loading)
      for (const each of steps) model.step(each)
      model.finish()
    },
  )
  return runs(property, count)
}

describe('the link', () => {
  test('comes back whatever happens, gives no good socket up, and ends when the server says so', () => {
    expectToHold(check(link, 300))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['comes back after another socket took its circuit', '/^44(09|10)$/', '/^4410$/'],
    ['comes back after the server ended its circuit', '/^44(09|10)$/', '/^4409$/'],
    ['waits when its circuit is over', "refusal = ''\n    begin()", "refusal = ''\n    lose()"],
    ['does not ask for a new circuit', "refusal = ''\n    begin()", "refusal = ''\n    port.close()"],
    ['keeps a circuit that is over', 'port.over()\n    connection', 'connection'],
    ['tries the token of a circuit that is over', 'port.open(problem)', "port.open('')"],
    ['asks for a token each time', 'port.open(problem)', "port.open('gone')"],
    ['asks at once for each token', 'if (wait) return', 'if (false) return'],
    ['never asks at once again', '    refusedTokens = 0\n', ''],
    ['takes a refused token for a page that is denied', '|denied|login/', '|gone|denied|login/'],
    ['takes a page that is denied for a refused token', '|denied|login/', '/'],
    ['gives up when a timer fires first', 'else if (more)', 'else if (false)'],
    ['knows nothing of late timers', 'if (late && isLate)', 'if (false)'],
    ['does not ask when nothing comes', 'port.after(35 * SECOND, ask)', 'undefined'],
    ['waits again whenever it asks', 'if (!isAsking) giveUpAfter', 'giveUpAfter'],
    ['asks without a word', 'port.beat()', ''],
    ['asks and does not wait', 'if (!isAsking) giveUpAfter(10 * SECOND)', ''],
    ['ends, and goes on', "else if (connection.state !== 'ended') lose()", 'else lose()'],
    [
      'does not watch a socket that is live when it begins',
      "if (connection.state === 'live') messageReceived()\n  else",
      "if (connection.state !== 'live')",
    ],
    [
      'does not watch a try that is under way when it begins',
      'messageReceived()\n  else waitForAnswer()',
      'messageReceived()',
    ],
    ['waits for a try for ever', 'giveUpAfter(Math.min(60 * SECOND, 10 * SECOND * 2 ** tries))', ''],
    ['does not try again', 'port.after(milliseconds, begin)', ''],
    ['is slower and slower', 'Math.min(ceiling, 0.5 * SECOND * 2 ** tries++)', '0.5 * SECOND * 2 ** tries++'],
    ['does not show why it is refused', 'if (!atLeast) connection', 'connection'],
    ['hears of large events as of small ones', 'patience + port.unreceived() / 5', 'patience / 50'],
  ])('fails its model when it %s', (_, ...fault) => {
    expect(check(mutantOf<Module>('recovery/link.ts', fault), 2_000).failed).toBe(true)
  })
})

/** What is told of times. Each fault must make at least one of these fail. */
const stories: Readonly<Record<string, (module: Module) => void>> = {
  'tries less and less often when its sockets die as soon as they are live': ({ createLink }) => {
    const model = new LinkModel(createLink, () => 0.5)
    model.step({ kind: 'server', does: 'flaps' })
    model.step({ kind: 'close', code: 1006 })
    model.step({ kind: 'time', milliseconds: 600_000 })
    expect(model.tries.length).toBeLessThan(60)
  },
  'tries soon again when it was live for a while': ({ createLink }) => {
    const model = new LinkModel(createLink, () => 1)
    model.step({ kind: 'network', is: 'refusing' })
    model.step({ kind: 'time', milliseconds: 300_000 })
    model.step({ kind: 'network', is: 'good' })
    model.step({ kind: 'time', milliseconds: 40_000 })
    model.step({ kind: 'close', code: 1006 })
    model.step({ kind: 'time', milliseconds: 600 })
    expect(model.status).toBe('live')
  },
  'waits for a random time': ({ createLink }) => {
    const [short, long] = [0.1, 0.9].map((random) => {
      const model = new LinkModel(createLink, () => random)
      model.step({ kind: 'network', is: 'refusing' })
      model.step({ kind: 'time', milliseconds: 60_000 })
      return model.tries.length
    })
    expect(short).toBeGreaterThan((long ?? 0) * 2)
  },
  'tries at once when the network or the user comes back, but not over and over': ({ createLink }) => {
    const model = new LinkModel(createLink, () => 1)
    model.step({ kind: 'network', is: 'refusing' })
    model.step({ kind: 'time', milliseconds: 40_000 })
    const before = model.tries.length
    for (let tenth = 0; tenth < 100; tenth++) {
      model.step({ kind: 'check' })
      model.step({ kind: 'time', milliseconds: 100 })
    }
    expect(model.tries.length - before).toBeGreaterThanOrEqual(1)
    expect(model.tries.length - before).toBeLessThanOrEqual(2)
  },
  'waits at least five seconds when the server has no room': ({ createLink }) => {
    const model = new LinkModel(createLink, () => 0)
    model.step({ kind: 'server', does: 'limits' })
    model.step({ kind: 'close', code: 1006 })
    model.step({ kind: 'time', milliseconds: 4_900 })
    expect(model.tries.length).toBe(2)
    expect([model.status, model.code]).toEqual(['refused', 'circuit-limit'])
  },
  'misses an event after five seconds and one more, however much is done meanwhile': ({ createLink }) => {
    const model = new LinkModel(createLink, () => 1)
    model.step({ kind: 'network', is: 'dead' })
    for (let half = 0; half < 13; half++) {
      model.step({ kind: 'event', bytes: 10 })
      model.step({ kind: 'time', milliseconds: 500 })
    }
    expect(model.status).toBe('reconnecting')
  },
  'waits longer for a server that was slow once, and for large events': ({ createLink }) => {
    const model = new LinkModel(createLink, () => 0)
    model.step({ kind: 'network', is: 'dead' })
    model.step({ kind: 'event', bytes: 10 })
    model.step({ kind: 'time', milliseconds: 5_900 })
    expect(model.status).toBe('live')
    model.step({ kind: 'time', milliseconds: 200 })
    expect(model.status).toBe('reconnecting')
    model.step({ kind: 'network', is: 'good' })
    model.step({ kind: 'time', milliseconds: 60_000 })
    model.step({ kind: 'network', is: 'dead' })
    model.step({ kind: 'event', bytes: 10_000 })
    model.step({ kind: 'time', milliseconds: 12_900 })
    expect(model.status).toBe('live')
    model.step({ kind: 'time', milliseconds: 200 })
    expect(model.status).toBe('reconnecting')
  },
  'is as quick as before when events are received again': ({ createLink }) => {
    const model = new LinkModel(createLink, () => 0)
    model.step({ kind: 'network', is: 'dead' })
    model.step({ kind: 'event', bytes: 10 })
    model.step({ kind: 'time', milliseconds: 6_100 })
    model.step({ kind: 'network', is: 'good' })
    model.step({ kind: 'time', milliseconds: 60_000 })
    model.step({ kind: 'event', bytes: 10 })
    model.step({ kind: 'time', milliseconds: 100 })
    model.step({ kind: 'network', is: 'dead' })
    model.step({ kind: 'event', bytes: 10 })
    model.step({ kind: 'time', milliseconds: 6_100 })
    expect(model.status).toBe('reconnecting')
  },
  'asks for tokens less and less often, at least each ten minutes, when none is taken': ({ createLink }) => {
    const model = new LinkModel(createLink, () => 0.5)
    model.step({ kind: 'server', does: 'rejects' })
    model.step({ kind: 'close', code: 1006 })
    model.step({ kind: 'time', milliseconds: 3_600_000 })
    expect(model.renewals.length).toBeGreaterThan(8)
    expect(model.renewals.length).toBeLessThan(14)
  },
  'waits ten minutes at most while nobody sees the page, and tries at once when somebody does': ({
    createLink,
  }) => {
    const model = new LinkModel(createLink, () => 1)
    model.step({ kind: 'network', is: 'refusing' })
    model.step({ kind: 'hidden', is: true })
    model.step({ kind: 'time', milliseconds: 2 * 3_600_000 })
    const waits = model.tries.slice(1).map((at, index) => at - (model.tries[index] ?? 0))
    expect(Math.round(Math.max(...waits) / 1_000)).toBe(600)
    const before = model.tries.length
    model.step({ kind: 'hidden', is: false })
    model.step({ kind: 'time', milliseconds: 100 })
    expect(model.tries.length).toBe(before + 1)
    model.step({ kind: 'time', milliseconds: 31_000 })
    expect(model.tries.length).toBe(before + 2)
  },
  'waits no longer than the server says': ({ createLink }) => {
    const model = new LinkModel(createLink, () => 1)
    model.connection.longestWait = 2_000
    model.step({ kind: 'network', is: 'refusing' })
    model.step({ kind: 'time', milliseconds: 60_000 })
    expect(model.tries.length).toBeGreaterThan(25)
  },
}

describe('the times of the link', () => {
  test.each(Object.entries(stories))('it %s', (_, story) => {
    expect(() => story(link)).not.toThrow()
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    [
      'starts to count tries again at each join',
      'refusedTokens = 0\n      problem',
      'refusedTokens = tries = 0\n      problem',
    ],
    [
      'never starts to count tries again',
      'if (liveSince && port.now() - liveSince >= 5 * SECOND) tries = 0',
      '',
    ],
    ['asks for tokens as for sockets', 'return lose(wait)', 'return lose(1)'],
    ['hardly ever asks for tokens', '(LONGEST_RENEWAL_WAIT, RENEWAL', '(Infinity, RENEWAL'],
    ['leaves nothing to chance', 'port.random() * longest', 'longest'],
    ['never hurries', 'if (due > Math.max(now, soonest))', 'if (false)'],
    ['always hurries', 'lastTry + Math.max(SECOND, wait / 4)', 'now'],
    ['hurries each second', 'Math.max(SECOND, wait / 4)', 'SECOND'],
    [
      'comes back at once when there is no room',
      'lose((seconds ?? 5) * SECOND * (1 + port.random()))',
      'lose(1)',
    ],
    ['takes no event for a question', 'else if (!isAsking) expectEvents()', ''],
    ['begins to wait anew with every event', 'else if (!isAsking) expectEvents()', 'else expectEvents()'],
    [
      'is as impatient with a slow server',
      "if (connection.state === 'live') patience = Math.min(40 * SECOND, patience * 2)",
      '',
    ],
    ['stays patient for ever', 'patience = Math.max(5 * SECOND, patience / 2)', ''],
    ['takes large events for small ones', 'patience + port.unreceived() / 5', 'patience'],
    ['has a ceiling of its own', ': longestWait\n', ': 30 * SECOND\n'],
    ['knows nothing of who sees the page', 'port.isHidden() ?', 'false ?'],
    ['takes every page for one that nobody sees', 'port.isHidden() ?', 'true ?'],
    ['waits for ever while nobody sees the page', 'Math.max(longestWait, LONGEST_HIDDEN_WAIT)', 'Infinity'],
  ])('are told wrong when it %s', (_, ...fault) => {
    const mutant = mutantOf<Module>('recovery/link.ts', fault)
    const failed = Object.values(stories).filter((story) => {
      try {
        story(mutant)
        return false
      } catch {
        return true
      }
    })
    expect(failed).not.toEqual([])
  })
})
