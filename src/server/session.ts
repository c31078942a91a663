/** The session of a visitor, as one request has it. */
export interface Session {
  /** Null for the session of a visitor without a cookie. */
  readonly record: SessionRecord | null
  readonly data: Readonly<OverwireSession>
  /** Who is logged in, as the definition names it; empty for nobody. */
  readonly login: string
}

/** What is sealed in the cookie. */
export interface SessionRecord {
  /** Of the login: another one as soon as somebody else, or nobody, is logged in. */
  readonly id: string
  /** Of the content: another one with each change. */
  readonly version: string
  /** Milliseconds since the epoch: when it was sealed. */
  readonly sealed: number
  readonly fields: object
}

/** The session of an application that has none. */
export const NO_SESSION: Session = Object.freeze({ record: null, data: Object.freeze({}), login: '' })

/** What is sealed of a session, and of what it is sealed from. */
export type RecordList = readonly [id: string, version: string, sealed: number, fields: object]

export function listOf({ id, version, sealed, fields }: SessionRecord): RecordList {
  return [id, version, sealed, fields]
}

/** Reads what {@link listOf} has made and nobody else can have sealed. */
export function recordOf([id, version, sealed, fields]: RecordList): SessionRecord {
  return { id, version, sealed, fields }
}
