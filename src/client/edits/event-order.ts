/**
 * In which order events get their numbers. Of a source (a handler, and the control that the event is of) with
 * the overlap `latest` one event is under way, and the newest waits here, without a number: it is read when it is
 * sent, or was read when it happened: then what users change after that is not in it. A click, a submit, Enter or a
 * shortcut sends what waits first, so that Save never overtakes typing.
 */
import type { Edit } from './edit.ts'

/** An event that has happened and is not sent yet. */
export interface OrderedEvent {
  /** Events with the same members here are of one source. */
  readonly source: readonly unknown[]
  /** While another one of its source is under way it waits, and gives way to a newer one. */
  readonly isNewestOnly: boolean
  /** Sends the `input` and `change` events that wait. */
  readonly isDecisive: boolean
  /** Of the control that was changed, if it is an `input` or `change` event. */
  readonly changes?: Edit | undefined
  /** Of the control that the handler stands on, if it is one of its own events. */
  readonly own?: Edit | undefined
  /** Whether the handler has the last word: not that of `input` where there is one of `change`. */
  readonly settles: boolean
  /** What has happened. It is the same when the event waits, first for its time and then for its turn. */
  readonly happened: Waiting
  /** Reads and sends it. Returns its number in this circuit, or 0 when it cannot be sent. */
  send(): number
}

interface Waiting {
  /** What it tells, when that was read before it is sent. */
  readonly payload?: unknown
  /** 0 when it is not sent, as a newer one has taken its place. */
  number?: number
}

export class EventOrder {
  /** The number of the next event in this circuit. */
  readonly #count: () => number
  /** What is to be added to the numbers of this circuit. */
  #base = 0
  #next = 0
  readonly #underWay = new Map<number, OrderedEvent>()
  #waiting: OrderedEvent[] = []
  /** What waits and was read already, with the edits of what was changed after that. */
  readonly #changedSince = new Map<Waiting, Set<Edit>>()

  constructor(count: () => number) {
    this.#count = count
  }

  /**
   * The number of the event that will be sent next. These numbers count on when a new circuit counts from 1, so
   * that whatever the user changed before is covered by its first event.
   */
  next(): number {
    const count = this.#count()
    if (this.#base + count < this.#next) this.#base = this.#next - count
    this.#next = this.#base + count
    return this.#next
  }

  /** `hasWaited`: it has waited for its time, or an older one of its source that it replaces. */
  push(event: OrderedEvent, hasWaited?: boolean): void {
    if (event.isDecisive) this.flush()
    if (hasWaited) event.changes?.waited(this.next())
    if (!event.isNewestOnly || !this.#isUnderWay(event)) return this.#send(event)
    const older = this.#waiting.find((each) => isSameSource(each, event))
    this.wait(event, older)
    this.#waiting = [...this.#waiting.filter((each) => each !== older), event]
  }

  /** An event waits, perhaps in the place of an older one of its source. */
  wait({ happened, changes }: OrderedEvent, replaced?: OrderedEvent): void {
    if (happened.payload && !this.#changedSince.has(happened)) this.#changedSince.set(happened, new Set())
    if (!replaced) return changes?.wait()
    replaced.happened.number = 0
    this.#forget(replaced.happened)
  }

  /** The user has changed what this is of; `early` is the number of the first event after that, if it was sent already. */
  change(edit: Edit, early: number): void {
    for (const changed of this.#changedSince.values()) {
      if (!this.#isBehind(edit)) edit.wait()
      changed.add(edit)
    }
    edit.change(early || (this.#isBehind(edit) ? Infinity : this.next()))
  }

  /** The event is under way with this number. */
  begin(number: number, event: OrderedEvent): void {
    this.#underWay.set(number, event)
    event.own?.begin(number)
  }

  /** Sends the `input` and `change` events that wait. */
  flush(): void {
    this.#sendWaiting((event) => !!event.changes)
  }

  /** An event of this circuit has its outcome. */
  end(number: number, isDone: boolean): void {
    const ended = this.absolute(number)
    const event = this.#underWay.get(ended)
    if (!event) return
    this.#underWay.delete(ended)
    // What waited tells of a later change, so the mirror must not be shown in between.
    if (!this.#isUnderWay(event)) this.#sendWaiting((each) => isSameSource(each, event))
    event.own?.end(ended, isDone && event.settles)
  }

  /** The number by which edits know an event of this circuit; 0 is none. */
  absolute(number: number): number {
    // A new circuit may have begun since an event was sent.
    this.next()
    return number && this.#base + number
  }

  #sendWaiting(which: (event: OrderedEvent) => boolean): void {
    const events = this.#waiting.filter(which)
    this.#waiting = this.#waiting.filter((event) => !events.includes(event))
    for (const event of events) {
      event.changes?.waited(this.next())
      this.#send(event)
    }
  }

  #send(event: OrderedEvent): void {
    const next = this.next()
    if (event.send()) this.begin(next, event)
    this.#forget(event.happened)
  }

  /** An event waits no longer. What was changed since it was read is told by what is sent from now on. */
  #forget(happened: Waiting): void {
    const changed = this.#changedSince.get(happened) ?? []
    this.#changedSince.delete(happened)
    for (const edit of changed) if (!this.#isBehind(edit)) edit.waited(this.next())
  }

  /** Whether something waits that was read before the latest change. */
  #isBehind(edit: Edit): boolean {
    return [...this.#changedSince.values()].some((changed) => changed.has(edit))
  }

  #isUnderWay(event: OrderedEvent): boolean {
    return [...this.#underWay.values()].some((each) => isSameSource(each, event))
  }
}

function isSameSource(one: OrderedEvent, other: OrderedEvent): boolean {
  return one.source.every((member, index) => member === other.source[index])
}
