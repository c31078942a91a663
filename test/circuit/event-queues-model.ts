/** Event queues, and what must hold of each event that enters them. */
import assert from 'node:assert/strict'
import { EventQueues, type EventQueue, type Job } from '../../src/circuit/event-queues.ts'
import type { Overlap } from '../../src/view/handler-options.ts'

export type Step =
  | { readonly kind: 'event'; readonly key: string; readonly overlap: Overlap }
  /** The handler of one that runs ends, of which there may be several. */
  | { readonly kind: 'end'; readonly which: number }
  | { readonly kind: 'acknowledgement' }

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

export class QueueModel {
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
    const busy = overlap === 'drop' ? 'dropped' : 'waiting'
    assert.equal(event.state, before.length === 0 || overlap === 'allow' ? 'running' : busy)
    const abort = event.state === 'waiting' && overlap === 'latest' ? 1 : 0
    assert.deepEqual(
      before.map((each) => each.aborts),
      aborts.map((count) => count + abort),
    )
  }
}
