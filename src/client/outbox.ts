/**
 * The events that have no outcome yet. Both ends number them by counting, from 1 in each circuit. While one
 * is unsettled its elements carry `data-live-pending`; how it ended, if not as it should, is a DOM event.
 */
import type { EventMessage, Outcome } from '../protocol/messages.ts'

const MOST_EVENTS = 100
const MOST_CHARACTERS = 256 * 1024

/** An event on its way. */
export interface Pending {
  readonly message: EventMessage
  /** As it is sent, and sent again. */
  readonly text: string
  readonly elements: readonly Element[]
}

export class Outbox {
  /** By number, in order. */
  readonly #pending = new Map<number, Pending>()
  readonly #marks = new WeakMap<Element, number>()
  #count = 0
  #characters = 0

  /** The number of the next event. */
  get next(): number {
    return this.#count + 1
  }

  get full(): boolean {
    return this.#pending.size >= MOST_EVENTS || this.#characters >= MOST_CHARACTERS
  }

  get(event: number): Pending | undefined {
    return this.#pending.get(event)
  }

  add(pending: Pending): void {
    this.#pending.set(++this.#count, pending)
    this.#characters += pending.text.length
    this.#mark(pending, 1)
  }

  /** What a server must be sent that has received this many. */
  after(received: number): string[] {
    return [...this.#pending].flatMap(([event, { text }]) => (event > received ? [text] : []))
  }

  /** An event has ended: nothing waits for it any more. */
  settle(outcome: Outcome): void {
    const [how, event, code] = typeof outcome === 'number' ? ['done', outcome] : outcome
    const pending = this.#pending.get(event)
    if (!pending) return
    this.#pending.delete(event)
    this.#characters -= pending.text.length
    this.#mark(pending, -1)
    if (how !== 'done') announce(pending.elements, how, code)
  }

  /** The circuit is over: its events will never run. The next one counts from 1 again. */
  expire(): void {
    for (const event of this.#pending.keys()) this.settle(['refused', event, 'expired'])
    this.#count = 0
  }

  #mark({ elements }: Pending, step: 1 | -1): void {
    for (const element of elements) {
      const waiting = (this.#marks.get(element) ?? 0) + step
      this.#marks.set(element, waiting)
      element.toggleAttribute('data-live-pending', waiting > 0)
    }
  }
}

/** Tells the page how an event ended. */
export function announce(elements: readonly Element[], outcome: string, code: string | undefined): void {
  const element = elements.find((each) => each.isConnected) ?? document
  element.dispatchEvent(new CustomEvent('live:outcome', { bubbles: true, detail: { outcome, code } }))
}
