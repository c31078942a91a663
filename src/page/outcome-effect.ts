import type { Outcome } from '../protocol/messages.ts'
import type { ComponentInstance } from './component-instance.ts'
import type { EffectEncoding, QueuedEffect } from './effect-queue.ts'
import { ENTRY_BYTES } from './plain-effect.ts'

/**
 * How an event ended. One that is done ends as failed all the same when what it did cannot be shown: its
 * component does not render, or an effect of it could not be encoded.
 */
export class OutcomeEffect implements QueuedEffect {
  readonly event: number
  readonly ready = true
  readonly size: number = ENTRY_BYTES
  readonly sentIn: (position: number) => void
  readonly #outcome: Outcome
  readonly #owner: ComponentInstance | null

  /** `sentIn` is called with the position of the frame that the outcome goes out in. */
  constructor(
    event: number,
    outcome: Outcome,
    owner: ComponentInstance | null,
    sentIn: (position: number) => void,
  ) {
    this.event = event
    this.sentIn = sentIn
    this.#outcome = outcome
    this.#owner = owner
  }

  encode({ failed, failedEvents }: EffectEncoding): string {
    const lost = failedEvents.delete(this.event) || (this.#owner?.isWithin(failed) ?? false)
    return JSON.stringify(lost && typeof this.#outcome === 'number' ? ['failed', this.event] : this.#outcome)
  }

  /** Whether the difference of its frame may come of its event. */
  get ran(): boolean {
    return typeof this.#outcome === 'number' || this.#outcome[0] === 'failed'
  }
}
