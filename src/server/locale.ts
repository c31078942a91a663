import { invalidLocale, invalidTimeZone, unsupportedLocale } from '../errors/server.ts'
import type { DocumentLanguage } from '../page/head/page-head.ts'
import type { LocaleServices } from '../page/services.ts'
import type { Context } from '../view/context.ts'
import { acceptedLanguages, directionOf, isLocale, matchLocale } from '../view/locale.ts'
import type { LanguageRequest, LanguageSource, LocalisedContext } from './language-source.ts'

/** The languages of an application, and where a request says which one it wants: first the URL, then the cookie. */
export interface LocaleOptions {
  /** BCP 47 tags. The first is for those who want none of them. */
  readonly supported: readonly [string, ...string[]]
  /** The name that routes capture it by: `locale` for `/:locale/articles`. Default: none. */
  readonly param?: string
  /** Its name in the search of the URL: `lang` for `/articles?lang=de`. Default: none. */
  readonly search?: string
  /** Its cookie, which is set when a view sets `this.live.locale`. Default: `locale`. */
  readonly cookie?: string
  /** The time zone of visitors whose browser has not told its own. Default: `UTC`. */
  readonly timeZone?: string
}

/** The options with everything that was left out. */
export type LocaleSettings = Required<Pick<LocaleOptions, 'supported' | 'cookie' | 'timeZone'>> &
  LocaleOptions

/** Checks what `createApp({ locales })` says. Throws `invalid-locale` and `invalid-time-zone`. */
export function readLocales(given: readonly string[] | LocaleOptions | undefined): LocaleSettings | null {
  if (given === undefined) return null
  const options: LocaleOptions =
    'supported' in given ? given : { supported: [given[0] ?? '', ...given.slice(1)] }
  const { supported, cookie = 'locale', timeZone = 'UTC' } = options
  for (const locale of supported) if (!isLocale(locale)) throw invalidLocale({ locale })
  if (!isTimeZone(timeZone)) throw invalidTimeZone({ timeZone })
  return { ...options, supported, cookie, timeZone }
}

/** The cookie in which a browser keeps its time zone. */
const ZONE_COOKIE = 'timezone'
/** No zone has a longer name, by far. */
const LONGEST_ZONE = 64

/** Finds the languages and time zones of requests, for the whole application. */
export class Locales implements LocaleServices, LanguageSource {
  readonly zoneCookie: string = ZONE_COOKIE
  readonly #settings: LocaleSettings | null

  constructor(settings: LocaleSettings | null) {
    this.#settings = settings
  }

  // --- for contexts ---

  locale(request: LanguageRequest): string {
    const accepted = acceptedLanguages(request.acceptLanguage)
    if (this.#settings === null) return accepted[0] ?? 'en'
    const { supported, cookie } = this.#settings
    const asked = [...this.#inUrl(request), request.cookies[cookie] ?? '', ...accepted]
    return matchLocale(asked, supported) ?? supported[0]
  }

  timeZone({ cookies }: LanguageRequest): string {
    const zone = cookies[ZONE_COOKIE]
    return zone !== undefined && isTimeZone(zone) ? zone : (this.#settings?.timeZone ?? 'UTC')
  }

  /**
   * What a page that is kept for everybody depends on, so that it is in the language of who asks: the headers that decide,
   * packed, and the names that its response has in `vary`. Nothing where the URL decides, or where no languages are named.
   */
  languageOfAll(request: LanguageRequest): { readonly headers: readonly string[]; readonly vary: string } {
    if (this.#settings === null) return UNDECIDED
    const { supported, cookie } = this.#settings
    if (matchLocale(this.#inUrl(request), supported) !== null) return UNDECIDED
    const chosen = matchLocale([request.cookies[cookie] ?? ''], supported)
    // The cookie decides where none has come, too: caches go by what the response says that they have.
    const vary = 'accept-language, cookie'
    if (chosen !== null) return { headers: [`cookie:${cookie}=${chosen}`], vary }
    const { acceptLanguage } = request
    return { headers: acceptLanguage ? [`accept-language:${acceptLanguage}`] : [], vary }
  }

  // --- for pages ---

  document(context: Context): DocumentLanguage {
    // Without `locales` nobody has said that the application is in the language of its visitor.
    const lang = this.#settings === null ? (knownLocale(context) ?? 'en') : context.locale
    return { lang, dir: directionOf(lang) }
  }

  choose(context: Context, wanted: string): string {
    const supported = this.#settings?.supported
    const locale = supported ? matchLocale([wanted], supported) : isLocale(wanted) ? wanted : null
    if (locale === null) throw unsupportedLocale({ locale: wanted, supported: (supported ?? []).join(', ') })
    const name = this.#settings?.cookie ?? 'locale'
    if (isLocalised(context)) {
      context.setCookie(name, locale)
      // What the URL, the application or, without `locales`, the header says is not asked any more.
      if (context.locale !== locale) context.setLocale(locale)
    }
    return `${name}=${locale}`
  }

  knowsZone({ cookies }: Context): boolean {
    return cookies[ZONE_COOKIE] !== undefined && isTimeZone(cookies[ZONE_COOKIE])
  }

  takeZone(context: Context, zone: string): void {
    if (isTimeZone(zone) && isLocalised(context)) context.setCookie(ZONE_COOKIE, zone)
  }

  #inUrl({ url, params }: LanguageRequest): string[] {
    const { param, search } = this.#settings ?? {}
    const inPath = param === undefined ? undefined : params[param]
    const inSearch = search === undefined ? undefined : url.searchParams.get(search)
    return [inPath ?? '', inSearch ?? '']
  }
}

const UNDECIDED = { headers: [], vary: '' } as const

/** The language that the application itself has said for the visitor. */
function knownLocale(context: Context): string | undefined {
  return isLocalised(context) ? context.knownValues.locale : undefined
}

/** Whether this is a context that the server has made. */
function isLocalised(context: Context): context is Context & LocalisedContext {
  return 'setCookie' in context && 'setLocale' in context
}

function isTimeZone(zone: string): boolean {
  if (zone.length > LONGEST_ZONE) return false
  try {
    Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
