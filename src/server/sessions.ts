import { invalidSession, sessionTooLarge, unusableSessionSchema } from '../errors/session.ts'
import { deepFreeze } from '../pubsub/freeze.ts'
import type { SessionDefinition } from '../view/session.ts'
import { describeIssues, validate } from '../view/standard-schema.ts'
import { isThenable } from '../view/thenable.ts'
import { webCipher, type CipherFactory } from './cipher.ts'
import type { Platform } from './platform.ts'
import { SealedTexts } from './sealed-texts.ts'
import { listOf, recordOf, type RecordList, type Session, type SessionRecord } from './session.ts'
import { applyChange, type FieldChange } from './session-change.ts'
import { SessionCookie, type CookieRequest } from './session-cookie.ts'

export interface SessionsOptions {
  readonly definition: SessionDefinition
  readonly secrets: readonly string[]
  readonly clock: Platform['clock']
}

/** A week, in seconds. */
const DEFAULT_AGE = 604_800
/** A session is sealed again by the first page that is loaded after this part of its age. */
const RENEWED_AFTER = 0.1
/** No cookie holds a longer text. */
const LONGEST = 4_096

/** Reads, changes and seals the sessions of visitors. */
export class Sessions {
  readonly empty: Session
  readonly #options: SessionsOptions
  readonly #cookie: SessionCookie
  readonly #texts: SealedTexts
  /** In milliseconds. */
  readonly #age: number

  constructor(options: SessionsOptions) {
    const { maxAge = DEFAULT_AGE, cookie = 'live_session' } = options.definition
    this.#options = options
    this.#cookie = new SessionCookie(cookie, maxAge)
    this.#age = maxAge * 1_000
    this.#texts = new SealedTexts(webCipher(options.secrets, 'session'), LONGEST)
    const empty = this.#parse({})
    if (typeof empty === 'string')
      throw unusableSessionSchema({ reason: `it does not take an empty object (${empty})` })
    this.empty = { record: null, ...empty }
  }

  /** The session of a request: at once, where the cipher answers at once. */
  read(request: CookieRequest): Session | Promise<Session> {
    const text = this.#cookie.in(request)
    if (text === undefined) return this.empty
    const opened = this.#texts.open(text)
    return isThenable(opened) ? opened.then((list) => this.#open(list)) : this.#open(opened)
  }

  /**
   * The session after a change, with new names where it needs them. Throws for what the schema does not take and for what
   * no cookie can hold.
   */
  changed(session: Session, change: FieldChange, named: Pick<SessionRecord, 'id' | 'version'>): Session {
    if (change === null) return this.empty
    // What JSON makes of it is what will be read.
    const fields = JSON.parse(JSON.stringify(applyChange(session.data, change))) as object
    const content = this.#parse(fields)
    if (typeof content === 'string') throw invalidSession({ problem: content })
    const isSameLogin = session.record !== null && session.login === content.login
    const id = isSameLogin ? session.record.id : named.id
    const record = { id, version: named.version, sealed: this.#options.clock.wall(), fields }
    const bytes = bytesOf(listOf(record))
    const most = this.#cookie.room
    if (bytes > most) throw sessionTooLarge({ bytes, most, largest: largestOf(fields) })
    return { record, ...content }
  }

  /** The header that gives a browser this session. */
  header({ record }: Session, secure: boolean): string | Promise<string> {
    if (record === null) return this.#cookie.header(null, secure)
    const sealed = this.#texts.seal(listOf(record))
    if (typeof sealed === 'string') return this.#cookie.header(sealed, secure)
    return sealed.then((text) => this.#cookie.header(text, secure))
  }

  /** The same session, to be sealed again because a part of its time is over; null while it need not be. */
  renewed({ record, ...content }: Session): Session | null {
    const now = this.#options.clock.wall()
    if (record === null || now - record.sealed < this.#age * RENEWED_AFTER) return null
    return { record: { ...record, sealed: now }, ...content }
  }

  /** Brings a cipher that answers at once, where the platform has one. */
  sealWith(factory: CipherFactory): void {
    this.#texts.cipher = factory(this.#options.secrets, 'session')
  }

  #open(list: readonly unknown[] | null): Session {
    // What was sealed as a session is what `listOf` makes of one.
    const record = list && recordOf(list as RecordList)
    if (record === null || this.#options.clock.wall() - record.sealed > this.#age) return this.empty
    const content = this.#parse(record.fields)
    // It was sealed for another version of the schema: its visitor begins a new one.
    return typeof content === 'string' ? this.empty : { record, ...content }
  }

  /** What the schema makes of the fields, or what is wrong with them. */
  #parse(fields: object): Omit<Session, 'record'> | string {
    const { definition } = this.#options
    const result = validate(definition.schema, fields)
    if (isThenable(result)) throw unusableSessionSchema({ reason: 'it is asynchronous' })
    if (result.issues) return describeIssues(result.issues)
    // The application declares that this is what its schema lets through.
    const data = result.value as Readonly<OverwireSession>
    deepFreeze(data)
    return { data, login: String(definition.login(data) ?? '') }
  }
}

function bytesOf(list: RecordList): number {
  return new TextEncoder().encode(JSON.stringify(list)).length
}

function largestOf(fields: object): string {
  const sizes = Object.entries(fields).map(([name, value]) => ({ name, size: JSON.stringify(value).length }))
  return sizes.toSorted((one, other) => other.size - one.size)[0]?.name ?? ''
}
