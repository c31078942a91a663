import type { PubSub } from '../pubsub/pubsub.ts'
import type { Limits } from './limits.ts'

/** What pages need of everything outside of them. */
export interface PageServices {
  readonly limits: Limits
  readonly clock: Clock
  readonly pubsub: PubSub
  readonly development: boolean
  readonly types: CustomTypes
  /** An error of the application's code. Logged; the browser hears of it in development only. */
  report(error: unknown, where: string): void
  warn(message: string): void
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
