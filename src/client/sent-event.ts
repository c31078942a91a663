import type { EventMessage } from '../protocol/messages.ts'
import type { EventOutcome, Why } from './outcomes.ts'

/** An event that was sent, and what it was sent for. */
export interface SentEvent extends Pick<EventMessage, 'type' | 'target' | 'payload'> {
  /** What waits for its outcome. */
  readonly element: Element
  /** Where it happened. */
  readonly origin: Element
  /** Called with how it ended, also when it is refused at once. */
  readonly ended?: ((outcome: EventOutcome, ...why: Why) => void) | undefined
}
