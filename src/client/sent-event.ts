/** The events that the browser has sent, and how they end. */
import type { EventMessage, FieldErrors } from '../protocol/messages.ts'

/** How an event ended. */
export type EventOutcome = 'done' | 'failed' | 'refused' | 'interrupted' | 'unknown'

/** Why it was refused: the code, and what does not fit a schema. */
export type Why = readonly [code?: string, errors?: FieldErrors]

/** An event that was sent, and what it was sent for. */
export interface SentEvent extends Pick<EventMessage, 'type' | 'target' | 'payload'> {
  /** What waits for its outcome. */
  readonly element: Element
  /** Where it happened. */
  readonly origin: Element
  /** Called with how it ended, also when it is refused at once. True when nobody else is to know. */
  readonly ended?: ((outcome: EventOutcome, ...why: Why) => boolean | void) | undefined
}
