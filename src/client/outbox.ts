/**
 * The events that have no outcome yet. Both ends number them by counting, from 1 in each circuit. While one
 * is unsettled its elements carry `data-live-pending`; how it ended, if not as it should, is a DOM event.
 */
import type { EventMessage } from '../protocol/messages.ts'

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
  /** The number of the next event. */
  next = 1
  /** By number, in order. */
  readonly #pending = new Map<number, Pending>()

  get isFull(): boolean {
    const all = [...this.#pending.values()]
    return all.length >= MOST_EVENTS || all.reduce((sum, { text }) => sum + text.length, 0) >= MOST_CHARACTERS
  }

  get(event: number | undefined): Pending | undefined {
    return this.#pending.get(event ?? 0)
  }

  add(pending: Pending): void {
    this.#pending.set(this.next++, pending)
    this.#mark(pending)
  }

  /** What is to be sent to a server that has received this many. */
  after(received: number): string[] {
    return [...this.#pending].filter(([event]) => event > received).map(([, { text }]) => text)
  }

  /** An event has ended: nothing waits for it any more. */
  settle(event: number, failure?: string, code?: string): EventMessage | undefined {
    const settled = this.get(event)
    if (!settled) return undefined
    this.#pending.delete(event)
    this.#mark(settled)
    if (failure) announce(settled.elements, failure, code)
    return settled.message
  }

  /** The circuit is over: its events will never run. The next one counts from 1 again. */
  expire(): void {
    for (const event of this.#pending.keys()) this.settle(event, 'refused', 'expired')
    this.next = 1
  }

  #mark({ elements }: Pending): void {
    for (const element of elements) {
      const isPending = [...this.#pending.values()].some((pending) => pending.elements.includes(element))
      element.toggleAttribute('data-live-pending', isPending)
    }
  }
}

/** Tells the page how an event ended. */
export function announce(elements: readonly Element[], outcome: string, code?: string): void {
  const element = elements.find((each) => each.isConnected) ?? document
  element.dispatchEvent(new CustomEvent('live:outcome', { bubbles: true, detail: { outcome, code } }))
}
