/** Routes as values: an address with typed parts, and who may see what is there. */
import type { Gate } from './gate.ts'
import { readPattern, type RouteParams } from './pattern.ts'
import type { StandardSchema } from './standard-schema.ts'

/** The search of a URL that no schema reads. A name that occurs more than once has a list. */
export type RawSearch = Readonly<Record<string, string | readonly string[] | undefined>>

/** Made by {@link route}. */
export interface Route<
  Pattern extends string = string,
  Search extends object = object,
  Known extends object = object,
> {
  readonly kind: 'route'
  readonly pattern: Pattern
  readonly search: StandardSchema<unknown, Search> | undefined
  readonly gate: Gate<Known> | undefined
  readonly cache: RouteCache | undefined
}

/** For how many seconds caches keep a page. All of it may be left out. */
export interface RouteCache {
  /** Browsers, and shared caches for which nothing else is said. Default: 0, they ask each time. */
  readonly maxAge?: number
  /** Shared caches, such as a CDN. */
  readonly sharedMaxAge?: number
  /** So much longer they may show it while they ask for it again. */
  readonly staleWhileRevalidate?: number
}

/** Options of {@link route}. */
export interface RouteOptions<Search extends object, Known extends object> {
  /**
   * Reads the search of the URL: a text for each name, a list for a name that occurs more than once. An address
   * whose search does not fit is not found, so give fields a default.
   */
  readonly search?: StandardSchema<unknown, Search>
  /** Decides who may see the route: see `gate`. */
  readonly gate?: Gate<Known>
  /**
   * The page is public: its first response is the same for everybody, made for a visitor of whom nothing is known, and caches
   * may keep it. What is the visitor's own comes when the page is live.
   */
  readonly cache?: RouteCache
}

/**
 * A route as a value: `LiveView<typeof articles>` is typed by it, `href` makes its addresses, and `app.live` serves a
 * view there. Throws `invalid-route` for a pattern that cannot be used.
 *
 * ```ts
 * const articles = route('/articles/:id', { search: z.object({ page: z.coerce.number().catch(1) }) })
 *
 * class ArticlePage extends LiveView<typeof articles> {
 *   render() {
 *     const { id } = this.params
 *     return html`<h1>${id}</h1> <a href=${href(articles, { id }, { page: this.live.search.page + 1 })}>More</a>`
 *   }
 * }
 * app.live(articles, ArticlePage)
 * ```
 */
export function route<
  const Pattern extends string,
  Search extends object = RawSearch,
  Known extends object = object,
>(pattern: Pattern, options: RouteOptions<Search, Known> = {}): Route<Pattern, Search, Known> {
  readPattern(pattern)
  return { kind: 'route', pattern, search: options.search, gate: options.gate, cache: options.cache }
}

// --- what types read of a route; a pattern alone is a route without options ---

export type PatternOf<Target> = Target extends string
  ? Target
  : Target extends Route<infer Pattern, infer _Search, infer _Known>
    ? Pattern
    : string

/** What the pattern captures; for what is no route, the type itself. */
export type ParamsOf<Source extends object> =
  Source extends Route<infer Pattern, infer _Search, infer _Known> ? RouteParams<Pattern> : Source

/** What the schema makes of the search. */
export type SearchOf<Target> =
  Target extends Route<infer _Pattern, infer Search, infer _Known>
    ? Search
    : // Any view is a `LiveView<object>`, whatever it reads.
      object extends Target
      ? object
      : RawSearch

/** What the gate found out. */
export type KnownOf<Target> =
  Target extends Route<infer _Pattern, infer _Search, infer Known> ? Known : object
