import type { CustomTypes } from '../pubsub/custom-types.ts'
import type { Topics } from '../pubsub/topics.ts'
import type { TemplateRegistry } from '../template/output/template-registry.ts'
import type { ClassRegistry } from './class-registry.ts'
import type { KeyDigests } from './key-digests.ts'
import type { Limits } from './limits.ts'

/** What pages need of everything outside of them. */
export interface PageServices {
  readonly limits: Limits
  readonly clock: Clock
  readonly topics: Topics
  /** The numbers of templates on the wire: one registry for the application. */
  readonly templates: TemplateRegistry
  /** Names what browsers may have of an earlier page. */
  readonly keys: KeyDigests
  /** The classes of views and components that were used, by their ids. */
  readonly classes: ClassRegistry
  readonly development: boolean
  readonly types: CustomTypes
  /** An error of the application's code. Logged; the browser gets it in development only. */
  report(error: unknown, where: string): void
  warn(message: string): void
}

/** Time, handed in so that tests can hold it. */
export interface Clock {
  /** Milliseconds, from any beginning: never set back, for durations. */
  now(): number
  /** Milliseconds since the epoch, for what leaves the process. */
  wall(): number
  /** Calls `run` once after that many milliseconds; the returned function cancels. */
  after(milliseconds: number, run: () => void): () => void
}
