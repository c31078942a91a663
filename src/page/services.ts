import type { CustomTypes } from '../pubsub/custom-types.ts'
import type { Topics } from '../pubsub/topics.ts'
import type { Context } from '../view/context.ts'
import type { DocumentLanguage } from './head/page-head.ts'
import type { TemplateRegistry } from '../template/output/template-registry.ts'
import type { Advice } from './advice.ts'
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
  readonly locales: LocaleServices
  readonly development: boolean
  /** What authors are told in development, once. Null in production. */
  readonly advice: Advice | null
  readonly types: CustomTypes
  /** An error of the application's code. Logged; the browser gets it in development only. */
  report(error: unknown, where: string): void
  warn(message: string): void
}

/** The languages of an application, and what requests say of theirs. */
export interface LocaleServices {
  /** The language of a document that is made for this request. */
  document(context: Context): DocumentLanguage
  /**
   * From now on this is the language of the request, as if its cookie said so. Returns that cookie. Throws
   * `unsupported-locale`.
   */
  choose(context: Context, locale: string): string
  /** Whether the request says in which time zone its browser is. */
  knowsZone(context: Context): boolean
  /** From now on this is the time zone of the request; not if it is none. */
  takeZone(context: Context, zone: string): void
  /** The name of the cookie that says so. */
  readonly zoneCookie: string
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
