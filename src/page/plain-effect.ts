import type { Effect } from '../protocol/messages.ts'
import type { QueuedEffect } from './effect-queue.ts'

/** What an entry of the queue takes beside its text. */
export const ENTRY_BYTES = 64

/**
 * An effect that is known in full when it is asked for. It is encoded at once: what JSON cannot hold throws in
 * the code that asked for it, and what changes later does not change it. One may be queued for many pages.
 */
export class PlainEffect implements QueuedEffect {
  readonly event: number
  readonly ready = true
  readonly size: number
  readonly text: string

  /** `text` is the JSON of the effect, where it is known. */
  constructor(effect: Effect, event: number = 0, text: string = JSON.stringify(effect)) {
    this.event = event
    this.text = text
    this.size = ENTRY_BYTES + text.length
  }

  /** An effect of which the JSON is known. */
  static of(text: string): PlainEffect {
    // What `text` is the JSON of is an effect.
    return new PlainEffect(JSON.parse(text) as Effect, 0, text)
  }

  encode(): string {
    return this.text
  }
}
