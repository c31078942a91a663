import { reservedContextName } from '../errors/server.ts'
import type { Context } from '../view/context.ts'
import type { SessionChange } from '../view/session.ts'
import { fieldsOf } from '../view/standard-schema.ts'
import { WITHOUT_SESSION, type ContextSession } from './context-session.ts'
import { parseCookies } from './cookies.ts'
import type { LanguageRequest, LanguageSource, LocalisedContext } from './language-source.ts'
import { packedHeader, unpackHeaders } from './packed-headers.ts'
import type { Params } from '../view/pattern.ts'
import { isThenable } from '../view/thenable.ts'
import { fieldChange } from './session-change.ts'

/** What the framework itself knows of a request, before the application adds to it. */
export type RequestContext = Omit<Context, keyof OverwireContext>

/** What `createApp({ context })` returns: what the application adds, and what it knows better than the request. */
export type ContextExtension = OverwireContext & {
  /** Names the login, such as the id of its session: a page made for one login is not joined by another. */
  readonly login?: string
  /** The nonce of this response's Content-Security-Policy. */
  readonly nonce?: string
  /** The visitor's language. Default: see `createApp({ locales })`. */
  readonly locale?: string
}

/** Tells what the application knows of a visitor: asked for every response, join and rejoin, with its cookies. */
export type ExtendContext = (context: RequestContext) => ContextExtension | Promise<ContextExtension>

/** What every request and every socket gives of itself. */
export interface Peer {
  readonly url: string
  readonly params: Params
  /** The request's headers, as `packHeaders` packs them. */
  readonly headers: string
  readonly ip: string
  /** The path under which the application is mounted. */
  readonly base?: string
  /** That of an application without sessions when it is left out. */
  readonly session?: ContextSession
}

/** Makes the context of a request or of a socket, at once unless the application's own function takes its time. */
export function createContext(
  peer: Peer,
  extend: ExtendContext | undefined,
  languages: LanguageSource,
): Context | Promise<Context> {
  const context = new LazyContext(peer, languages)
  const extension = extend?.(context)
  return isThenable(extension) ? Promise.resolve(extension).then(complete) : complete(extension)

  // What the application declared by merging is what its own function returned.
  function complete(extension: ContextExtension | undefined): Context {
    if (extension === undefined) return context
    const { login, nonce, locale, ...extra } = extension
    context.knownValues = {
      ...(login !== undefined && { login }),
      ...(nonce !== undefined && { nonce }),
      ...(locale !== undefined && { locale }),
    }
    addFields(context, extra, 'createApp({ context })')
    return context
  }
}

/** Who is logged in, as the application names it; empty for nobody. */
export function loginOf(context: Context): string {
  return context.login
}

/** The session of the request that a context was made of. */
export function sessionOf(context: Context): ContextSession {
  return context instanceof LazyContext ? context.heldSession : WITHOUT_SESSION
}

/** The request that a context was made of: of it come the contexts of other pages of the same visitor. */
export function requestOf(context: Context): Required<Omit<Peer, 'url' | 'params'>> {
  return context instanceof LazyContext
    ? context.requestParts
    : { headers: '', ip: context.ip, base: '', session: WITHOUT_SESSION }
}

/** The schema of the route has read the search. */
export function setSearch(context: Context, search: object): void {
  if (context instanceof LazyContext) context.knownValues = { ...context.knownValues, search }
}

/** A gate lets pass until then, in milliseconds since the epoch. Of several the first counts. */
export function holdUntil(context: Context, until: number): void {
  if (!(context instanceof LazyContext)) return
  context.knownValues = { ...context.knownValues, until: Math.min(until, heldUntil(context)) }
}

/** Until when all gates let pass; Infinity where none has said so. */
export function heldUntil(context: Context): number {
  return (context instanceof LazyContext ? context.knownValues.until : undefined) ?? Infinity
}

/** A gate has found this out of the visitor. */
export function addFound(context: Context, found: unknown): void {
  if (typeof found !== 'object' || found === null) return
  addFields(context, found, 'a gate')
  if (context instanceof LazyContext)
    context.knownValues = { ...context.knownValues, found: { ...context.knownValues.found, ...found } }
}

/** Adds fields of the application. Throws `reserved-context-name` for one that every context has. */
function addFields(context: Context, fields: object, source: string): void {
  const name = Object.keys(fields).find((each) => RESERVED.has(each) || each in LazyContext.prototype)
  if (name !== undefined) throw reservedContextName({ name, source })
  Object.assign(context, fields)
}

/** Names that are not on the class: `flash` is that of handlers of plain requests. */
const RESERVED: ReadonlySet<string> = new Set(['params', 'ip', 'flash'])

/** The same page, before its gates run again: what they had found stays, and what the schema of its route has read. */
export function keepFound(context: Context, before: Context): void {
  if (!(context instanceof LazyContext && before instanceof LazyContext)) return
  const { search, found } = before.knownValues
  context.knownValues = { ...context.knownValues, ...(search && { search }), ...(found && { found }) }
  Object.assign(context, { ...found, ...context })
}

/**
 * The response to the request was made: forgets what was read of it, and the headers that only a request for a page
 * has. Its socket has none of them either.
 */
export function forgetNavigation(context: Context): void {
  if (context instanceof LazyContext) context.forgetNavigation()
}

const NAVIGATION = /^(?:accept|live-renewal|priority|sec-.*|upgrade-insecure-requests):/

/** What was read out of a request so far. */
interface Read {
  url?: URL
  headers?: Headers
  cookies?: Readonly<Record<string, string>>
  locale?: string
  search?: Readonly<Record<string, unknown>>
  timeZone?: string
}

/** What the application knows better than the request. */
interface Known extends Pick<ContextExtension, 'login' | 'nonce' | 'locale'> {
  /** As the schema of the route has read it. */
  readonly search?: object
  /** Until when the gates let pass, in milliseconds since the epoch. */
  readonly until?: number
  readonly found?: object
}

/**
 * Reads what it is asked for out of the packed headers, and keeps what it has read. There is one for each
 * open page, and most are never asked: they hold two texts and little else.
 */
class LazyContext implements RequestContext, LocalisedContext {
  readonly params: Params
  readonly ip: string
  readonly #session: ContextSession
  readonly #href: string
  readonly #base: string
  readonly #languages: LanguageSource
  #packed: string
  #read: Read | undefined
  #known: Known | undefined

  constructor(
    { url, params, headers, ip, base = '', session = WITHOUT_SESSION }: Peer,
    languages: LanguageSource,
  ) {
    this.#session = session
    this.#languages = languages
    this.#href = url
    this.#base = base
    this.params = params
    this.#packed = headers
    this.ip = ip
  }

  get base(): string {
    return this.#base
  }

  get url(): URL {
    const read = this.#reading
    return (read.url ??= new URL(this.#href))
  }

  get search(): Readonly<Record<string, unknown>> {
    // What a schema makes of a search is an object with names.
    if (this.#known?.search) return this.#known.search as Readonly<Record<string, unknown>>
    const read = this.#reading
    return (read.search ??= fieldsOf(this.url.searchParams))
  }

  get headers(): Headers {
    const read = this.#reading
    return (read.headers ??= unpackHeaders(this.#packed))
  }

  get cookies(): Readonly<Record<string, string>> {
    const read = this.#reading
    return (read.cookies ??= parseCookies(packedHeader(this.#packed, 'cookie')))
  }

  get locale(): string {
    const read = this.#reading
    return (read.locale ??= this.#known?.locale ?? this.#languages.locale(this.#languageRequest))
  }

  get timeZone(): string {
    const read = this.#reading
    return (read.timeZone ??= this.#languages.timeZone(this.#languageRequest))
  }

  get #languageRequest(): LanguageRequest {
    const { url, params, cookies } = this
    return { url, params, cookies, acceptLanguage: packedHeader(this.#packed, 'accept-language') }
  }

  setCookie(name: string, value: string): void {
    const pairs = packedHeader(this.#packed, 'cookie').split(/; */)
    const others = pairs.filter((pair) => pair !== '' && !pair.startsWith(`${name}=`))
    const cookie = `cookie:${[...others, `${name}=${encodeURIComponent(value)}`].join('; ')}`
    const lines = this.#packed.split('\n').filter((line) => line !== '' && !line.startsWith('cookie:'))
    this.#packed = [...lines, cookie].join('\n')
    this.#read = undefined
  }

  setLocale(locale: string): void {
    this.knownValues = { ...this.#known, locale }
  }

  get nonce(): string {
    return this.#known?.nonce ?? ''
  }

  get login(): string {
    return this.knownValues.login ?? this.#session.session.login
  }

  get session(): Readonly<OverwireSession> {
    return this.#session.session.data
  }

  async setSession(change: SessionChange): Promise<void> {
    await this.#session.change(fieldChange(change))
  }

  async clearSession(): Promise<void> {
    await this.#session.change(null)
  }

  get heldSession(): ContextSession {
    return this.#session
  }

  get requestParts(): Required<Omit<Peer, 'url' | 'params'>> {
    return { headers: this.#packed, ip: this.ip, base: this.#base, session: this.#session }
  }

  get knownValues(): Known {
    return this.#known ?? NOTHING
  }

  set knownValues(known: Known) {
    this.#known = known
    this.#read = undefined
  }

  forgetNavigation(): void {
    this.#packed = this.#packed
      .split('\n')
      .filter((line) => !NAVIGATION.test(line))
      .join('\n')
    this.#read = undefined
  }

  get #reading(): Read {
    return (this.#read ??= {})
  }
}

const NOTHING: Known = {}
