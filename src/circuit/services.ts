import type { EventRefusal } from '../protocol/messages.ts'
import type { PubSub } from '../pubsub/pubsub.ts'
import type { Context } from '../view/context.ts'
import type { LiveEvent } from '../template/live-event.ts'
import type { Circuit } from './circuit.ts'
import type { Limits } from './limits.ts'

/** What the server hands to its circuits: everything outside of them. */
export interface CircuitServices {
  readonly limits: Limits
  readonly clock: Clock
  /** That many random bytes as base64url. */
  random(bytes: number): string
  readonly pubsub: PubSub
  readonly development: boolean
  readonly types: CustomTypes
  /** An error of the application's code. Logged; the browser hears of it in development only. */
  report(error: unknown, where: string): void
  warn(message: string): void
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

/** Time, handed in so that tests can hold it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `run` once after that many milliseconds; the returned function cancels. */
  after(milliseconds: number, run: () => void): () => void
}

/** Classes that state may hold beyond the usual ones, by name, as devalue takes them. */
export interface CustomTypes {
  readonly [name: string]: {
    /** Whether it is one, and what to store of it; false or undefined when it is not. */
    reduce(value: unknown): unknown
    revive(stored: unknown): unknown
  }
}
