import type { EventMessage } from '../protocol/messages.ts'

/** An event that was sent, and what it was sent for. */
export interface SentEvent extends Pick<EventMessage, 'type' | 'target' | 'payload'> {
  /** What waits for its outcome. */
  readonly element: Element
  /** Where it happened. */
  readonly origin: Element
}
