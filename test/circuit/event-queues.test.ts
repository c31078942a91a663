import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Overlap } from '../../src/view/handler-options.ts'
import { QueueModel } from './event-queues-model.ts'

const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('event' as const),
        key: fc.constantFrom('a', 'b', 'c'),
        overlap: fc.constantFrom<Overlap[]>('queue', 'latest', 'drop', 'allow'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), which: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('acknowledgement' as const) }) },
  ),
  { maxLength: 60 },
)

test('events of one queue start in their order, none is lost or started twice, and no queue holds up another', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const model = new QueueModel()
      for (const step of all) {
        model.take(step)
        for (const key of ['a', 'b', 'c']) {
          if (model.in('waiting', key).length > 0) expect(model.in('running', key)).not.toEqual([])
        }
      }
      for (let left = model.events.length; left > 0; left--) model.end(0)
      for (const event of model.events) expect(event.starts).toBe(event.state === 'dropped' ? 0 : 1)
      expect([model.in('waiting'), model.in('running')]).toEqual([[], []])
      for (const key of ['a', 'b', 'c']) {
        const inTurn = model.events.filter(
          (each) => each.key === key && each.starts > 0 && each.overlap !== 'allow',
        )
        const order = inTurn.map(({ startedAs }) => startedAs)
        expect(order).toEqual(order.toSorted((one, other) => one - other))
      }
    }),
    { numRuns: 2_000 },
  )
})
