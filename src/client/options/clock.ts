/**
 * When the events of one handler are sent that its author has debounced or throttled. Without DOM and time, which
 * are handed in.
 *
 *     events    a  b           c        x  d  (x: of another control)
 *     debounce  ------b------------c---------xd    when nothing has happened for so long
 *     throttle  a-----b--------c-----xd            at once, and then the newest so often
 *
 * A handler has one clock, also on a form or a list, and of each control the newest event waits: each of them
 * tells of its own control. What waits can be sent earlier, and is not sent again then.
 */
import type { HandlerTiming } from '../../protocol/differences.ts'

/** An event that may have to wait. */
export interface TimedEvent {
  /** Of those with the same one the newest counts: a control. */
  readonly subject: unknown
  /** It waits. No other one of its subject does but the one whose place it takes, if there is one. */
  wait(replaced: TimedEvent | undefined): void
  /** Sends it. `hasWaited`: it, or an older one of its subject that it has replaced. */
  send(hasWaited: boolean): void
}

export interface Timers {
  /** Calls back later. Returns what cancels that. */
  after(milliseconds: number, run: () => void): () => void
}

export class Clock {
  readonly #timers: Timers
  /** What waits, in the order of the newest events. */
  readonly #held = new Map<unknown, TimedEvent>()
  /** Cancels the timer, while one runs. */
  #cancel: (() => void) | undefined

  constructor(timers: Timers) {
    this.#timers = timers
  }

  push(event: TimedEvent, { debounce, throttle = 0 }: HandlerTiming): void {
    const isFirst = !this.#cancel
    if (debounce === undefined && isFirst) {
      this.#start(throttle, throttle)
      return event.send(false)
    }
    event.wait(this.#held.get(event.subject))
    this.#held.delete(event.subject)
    this.#held.set(event.subject, event)
    if (debounce !== undefined) this.#start(debounce, 0)
  }

  /** Sends what waits of these. */
  flush(which: (event: TimedEvent) => boolean): void {
    const events = [...this.#held.values()].filter(which)
    for (const { subject } of events) this.#held.delete(subject)
    for (const event of events) event.send(true)
  }

  /** Sends what waits when the time is over. What may be sent `again` only after so long gets another time. */
  #start(milliseconds: number, again: number): void {
    this.#cancel?.()
    this.#cancel = this.#timers.after(milliseconds, () => {
      this.#cancel = undefined
      if (this.#held.size === 0) return
      if (again) this.#start(again, again)
      this.flush(() => true)
    })
  }
}
