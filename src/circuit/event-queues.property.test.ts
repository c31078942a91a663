import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Overlap } from '../view/on.ts'
import { EventQueues, type EventQueue, type Job } from './event-queues.ts'

type Step =
  | { readonly kind: 'event'; readonly key: string; readonly overlap: Overlap }
  /** The handler of one that runs ends, of which there may be several. */
  | { readonly kind: 'end'; readonly which: number }
  | { readonly kind: 'acknowledgement' }

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

/** An event of the model, in the order in which they came. */
interface Entered extends Job {
  readonly key: string
  readonly overlap: Overlap
  state: 'waiting' | 'running' | 'over' | 'dropped'
  queue: EventQueue | null
  startedAs: number
  starts: number
  aborts: number
}

class Model {
  readonly queues = new EventQueues()
  readonly events: Entered[] = []
  #started = 0
  #frames = 0

  take(step: Step): void {
    if (step.kind === 'event') this.#enter(step)
    else if (step.kind === 'end') this.end(step.which)
    else this.queues.acknowledged(this.#frames)
  }

  in(state: Entered['state'], key?: string): Entered[] {
    return this.events.filter((each) => each.state === state && (key === undefined || each.key === key))
  }

  end(which: number): void {
    const running = this.in('running')
    const ending = running[which % running.length]
    if (!ending?.queue) return
    ending.state = 'over'
    this.queues.told(ending.queue, ++this.#frames)
    this.queues.ended(ending.queue, ending)
  }

  #enter({ key, overlap }: Extract<Step, { kind: 'event' }>): void {
    const before = this.in('running', key)
    const aborts = before.map((each) => each.aborts)
    const started = (): number => ++this.#started
    const event: Entered = {
      key,
      overlap,
      state: 'waiting',
      queue: null,
      startedAs: 0,
      starts: 0,
      aborts: 0,
      start(queue) {
        event.state = 'running'
        event.queue = queue
        event.startedAs = started()
        event.starts++
      },
      abort() {
        event.aborts++
      },
    }
    this.events.push(event)
    if (!this.queues.enter(key, overlap, event)) event.state = 'dropped'
    // Nothing of another queue has a say: it starts at once where nothing of its own runs.
    if (before.length === 0 || overlap === 'allow') expect(event.state).toBe('running')
    else expect(event.state).toBe(overlap === 'drop' ? 'dropped' : 'waiting')
    const abort = event.state === 'waiting' && overlap === 'latest' ? 1 : 0
    expect(before.map((each) => each.aborts)).toEqual(aborts.map((count) => count + abort))
  }
}

test('events of one queue start in their order, none is lost or started twice, and no queue holds up another', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const model = new Model()
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
