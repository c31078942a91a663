/** Addresses of routes. */
import { unusableParam } from '../errors/view.ts'
import { readPattern, writtenSegment, type RouteParams } from './pattern.ts'
import type { PatternOf, Route, SearchOf } from './route.ts'

/** The values for what a pattern captures. */
export type HrefParams<Pattern extends string> = {
  readonly [Name in keyof RouteParams<Pattern>]: string | number
}

/** The values for the search. A name that is left out is not in the address. */
export type HrefSearch<Search> = {
  readonly [Name in keyof Search]?: SearchValue<NonNullable<Search[Name]>> | null | undefined
}

/** The values for the search of the page that is shown: any, where no route says which. */
export type NextSearch<Search> = string extends keyof Search
  ? Readonly<Record<string, SearchText | readonly SearchText[] | null | undefined>>
  : HrefSearch<Search>

type SearchText = string | number | boolean

/** What stands in a search is text. For what has no text of its own, a date for example, the text is given. */
type SearchValue<Value> = Value extends string | number | boolean
  ? Value
  : Value extends readonly (string | number | boolean)[]
    ? Value
    : string

/** What stands behind the route. */
export type HrefArguments<Pattern extends string, Search> =
  object extends HrefParams<Pattern>
    ? [params?: HrefParams<Pattern>, search?: HrefSearch<Search>]
    : [params: HrefParams<Pattern>, search?: HrefSearch<Search>]

/**
 * The address of a route: its path, and a search if one is given. Values are encoded, so they may hold any character. A
 * list occurs in the search once for each member. Throws `unusable-param` for what no path can hold: an empty
 * value, `.` and `..`. The path is that within the application: `this.live.href` puts the one in front of it under which that is
 * mounted.
 *
 * ```ts
 * href(articles, { id: 2 }, { page: 3 }) // '/articles/2?page=3'
 * ```
 */
export function href<Target extends Route>(
  { pattern }: Target,
  ...[params, search]: HrefArguments<PatternOf<Target>, SearchOf<Target>>
): string {
  return pathOf(pattern, { ...params }) + searchOf({ ...search })
}

function pathOf(pattern: string, params: Readonly<Record<string, unknown>>): string {
  const segments = readPattern(pattern).flatMap((segment) => {
    if (segment === '*') return restOf(pattern, params['*']).map(encodeURIComponent)
    if (!segment.startsWith(':')) return writtenSegment(segment)
    const name = segment.slice(1)
    const value = textOf(params[name])
    if (!isUsable(value)) throw unusableParam({ pattern, name, value })
    return encodeURIComponent(value)
  })
  return `/${segments.join('/')}`
}

/** The segments in the place of `*`, which may be none. */
function restOf(pattern: string, value: unknown): readonly string[] {
  const text = textOf(value)
  const segments = text.split('/')
  // A slash at the end makes no difference to the router; other empty segments would be lost on the way or begin a host.
  const named = segments.at(-1) === '' ? segments.slice(0, -1) : segments
  if (!named.every(isUsable)) throw unusableParam({ pattern, name: '*', value: text })
  return segments
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/**
 * Whether a path can hold it as one segment. URLs take `.` and `..` for steps, encoded ones too
 * (https://url.spec.whatwg.org/#double-dot-path-segment), and half of a pair of surrogates cannot be encoded.
 */
function isUsable(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && !/\p{Surrogate}/u.test(segment)
}

/** The search of an address, with its `?`: nothing where no name has a value. */
export function searchOf(search: Readonly<Record<string, unknown>>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    // The types of `href` take no other values.
    const values = [value].flat() as readonly (string | number | boolean | null | undefined)[]
    for (const each of values) {
      if (each !== undefined && each !== null) given.append(name, String(each))
    }
  }
  const text = given.toString()
  return text && `?${text}`
}
