import type { Effect } from '../protocol/messages.ts'
import type { QueuedEffect } from './effect-queue.ts'
import { textBytes } from './text-bytes.ts'

/** What an entry of the queue takes beside its text. */
export const ENTRY_BYTES = 64

/**
 * An effect that is known in full when it is asked for. It is encoded at once: what JSON cannot hold throws in
 * the code that asked for it, and what changes later does not change it. One may be queued for many pages.
 */
export class PlainEffect implements QueuedEffect {
  readonly event: number
  readonly ready = true
  readonly isOperation: boolean
  readonly size: number
  readonly text: string

  static of(effect: Effect, event: number = 0): PlainEffect {
    const text = JSON.stringify(effect)
    // A reset and a reply name their event themselves; the head, and what hooks are sent, are no part of a history.
    return new PlainEffect(text, event, !/^\["(?:reset|reply|hook|head)"/.test(text))
  }

  /** `text` is its JSON. */
  constructor(text: string, event: number = 0, isOperation: boolean = true) {
    this.isOperation = isOperation
    this.event = event
    this.text = text
    this.size = ENTRY_BYTES + textBytes(text)
  }

  encode(): string {
    return this.text
  }
}
