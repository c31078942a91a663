import type { EventRefusal } from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import type { LiveEvent } from '../template/live-event.ts'
import type { Circuit } from './circuit.ts'
import type { PageServices } from '../page/services.ts'

/** What the server hands to its circuits: everything outside of them. */
export interface CircuitServices extends PageServices {
  /** That many random bytes as base64url. */
  random(bytes: number): string
  /** Runs a named action. A rejection is a failed event, a returned code a refused one. */
  action(call: ActionCall): Settled | Promise<Settled>
  /** Middleware around every event; null when there is none. */
  readonly around: Around | null
}

export type Settled = EventRefusal | undefined

/** Runs `next` or does not. */
export type Around = (context: Context, event: LiveEvent, next: () => Promise<void>) => Promise<void>

/** A named action that a browser asked for. */
export interface ActionCall {
  readonly circuit: Circuit
  readonly name: string
  readonly event: LiveEvent
  /** Runs `perform` when the event is done, so that what it queues goes out in the frame of the outcome. */
  readonly atEnd: (perform: () => void) => void
}
