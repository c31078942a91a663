import type { CustomTypes } from '../pubsub/custom-types.ts'
import type { Topics } from '../pubsub/topics.ts'
import type { TemplateRegistry } from '../template/output/template-registry.ts'
import type { Limits } from './limits.ts'

/** What pages need of everything outside of them. */
export interface PageServices {
  readonly limits: Limits
  readonly clock: Clock
  readonly topics: Topics
  /** One for the application. */
  readonly templates: TemplateRegistry
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
