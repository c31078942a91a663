import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as outbox from '../../src/client/outbox.ts'
import * as suspicion from '../../src/client/recovery/suspicion.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'
import { OutboxModel, type OutboxStep, type ServerFaults } from './outbox-model.ts'

const step: fc.Arbitrary<OutboxStep> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      count: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(20, 60)),
      bytes: fc.constantFrom(1, 10, 200, 900),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      count: fc.constant(1),
      bytes: fc.constant(10),
      kills: fc.constantFrom('close' as const, 'loss' as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('up' as const, 'down' as const),
      count: fc.integer({ min: 1, max: 8 }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'finish' as const,
        'finish' as const,
        'frame' as const,
        'told' as const,
        'cut' as const,
        'rejoin' as const,
        'rejoin' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'over' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      milliseconds: fc.constantFrom(10, 200, 1_000, 5_000),
    }),
  },
)

type Module = typeof outbox & typeof suspicion

const whole: Module = { ...outbox, ...suspicion }

function check(
  { createOutbox, createSuspicion }: Module,
  count: number,
  faults: ServerFaults = {},
): fc.RunDetails<unknown> {
  const property = fc.property(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), (steps) => {
    const model = new OutboxModel(createOutbox, createSuspicion, faults)
    for (const each of steps) model.step(each)
    model.finish()
  })
  return runs(property, count)
}

describe('the outbox', () => {
  test('sends every event once, in order, within the limits, whatever happens to sockets and circuits', () => {
    expectToHold(check(whole, 300))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    [
      'acknowledges ahead of an event that is not sent',
      'return unsent ? unsent[1].seen : seen',
      'return seen',
    ],
    ['refuses what was sent', "event > everSent ? 'refused' : 'unknown'", "'refused'"],
    ['does not know what was never sent', "event > everSent ? 'refused' : 'unknown'", "'unknown'"],
    ['is paced by nothing', 'return pumpAfter(ahead + cost - half)', '{}'],
    ['is paced by events alone', 'Math.max(perEvent, bytes * perByte)', 'perEvent'],
    ['is paced by bytes alone', 'Math.max(perEvent, bytes * perByte)', 'bytes * perByte'],
    ['spends a whole burst', 'ahead + cost > half', 'ahead + cost > 2 * half'],
    ['spends the greater of the two bursts', 'Math.min(perEvent', 'Math.max(perEvent'],
    ['sends without limit while nothing is received', 'costOf) > half', 'costOf) > Infinity'],
    ['counts an event again when it is sent again', 'if (event > everSent) {', 'if (true) {'],
    ['does not send again', 'sent = upTo\n', ''],
    ['sends again what was received', 'sent = upTo\n', 'sent = Math.max(0, upTo - 1)\n'],
    ['gives up an event and its number', 'entry.content = undefined', 'entries.delete(event)'],
    ['gives refused events a number', "return 'limited'", "return next++, 'limited'"],
    ['has no bound', 'entries.size >= MOST_EVENTS ||', ''],
    ['takes for told what did not arrive', 'told = seen && -1', ''],
    ['acknowledges once', "if (state === 'live') acknowledgeSoon()", ''],
    ['counts on in the next circuit', 'next = 1\n      everSent', 'everSent'],
    ['paces nothing in the next circuit', 'everSent = 0\n    },', '},'],
    ['keeps what is to be received', 'lastReceived = event\n', 'lastReceived = event; seen++\n'],
    [
      'forgets that events were received',
      'pump()\n  }\n\n  /** What was sent on',
      '}\n\n  /** What was sent on',
    ],
    ['sends while there is no socket', "if (state !== 'live') return\n      if (event", 'if (event'],
  ])('fails its model when it %s', (_, ...fault) => {
    const mutant = mutantOf<typeof outbox>('outbox.ts', fault)
    expect(check({ ...whole, ...mutant }, 2_000).failed).toBe(true)
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['never gives up an event that kills sockets', 'if (!wasFault && deaths < MOST_DEATHS) return', 'return'],
    ['gives up an event with its first socket', 'deaths < MOST_DEATHS', 'false'],
    ['suspects what was not sent', 'if (oldest > sent()) return', ''],
    ['blames an event for what another circuit saw', 'over() {\n      suspect = 0', 'over() {'],
    ['adds up what several events did', 'suspect === oldest ?', 'true ?'],
  ])('fails its model when its suspicion %s', (_, ...fault) => {
    const mutant = mutantOf<typeof suspicion>('recovery/suspicion.ts', fault)
    expect(check({ ...whole, ...mutant }, 2_000).failed).toBe(true)
  })

  test('would stand still if the server said what it received only in frames', () => {
    expect(check(whole, 400, { receivedInWindow: true }).failed).toBe(true)
  })

  test('is asked to give up an event at once when the socket was closed because of what was sent', () => {
    const given: number[] = []
    const { closed, rejoined } = suspicion.createSuspicion({
      sent: () => 3,
      giveUp: (event) => given.push(event),
    })
    closed(false)
    rejoined(1)
    expect(given).toEqual([])
    closed(true)
    rejoined(1)
    expect(given).toEqual([2])
  })

  test('takes one large event, and no more than 2 MB in several', () => {
    const box = outbox.createOutbox<string>({
      now: () => 0,
      after: () => {},
      send: () => {},
      acknowledge: () => {},
      emptyEvent: String,
      ended: () => {},
    })
    expect(box.push('', 65_537, 'too large for a frame')).toBe('limited')
    for (let event = 1; event <= 32; event++) expect(box.push('', 65_536, 'large')).toBe(event)
    expect(box.push('', 1, 'small')).toBe('limited')
  })
})
