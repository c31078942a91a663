import type { Params } from '../view/pattern.ts'

/** What the language of a visitor is found by. */
export interface LanguageRequest {
  readonly url: URL
  readonly params: Params
  readonly cookies: Readonly<Record<string, string>>
  readonly acceptLanguage: string
}

/** Finds the language and the time zone of a request. */
export interface LanguageSource {
  locale(request: LanguageRequest): string
  timeZone(request: LanguageRequest): string
}

/** A context whose visitor may choose another language while it stands. */
export interface LocalisedContext {
  readonly knownValues: { readonly locale?: string }
  /** The browser has this cookie from now on. */
  setCookie(name: string, value: string): void
  setLocale(locale: string): void
}
