/** The patterns of routes: `/articles/:id`, `/files/*`. */
import { invalidRoute } from '../errors/server.ts'

/**
 * What a pattern captures: `/articles/:id` gives `{ id: string }`, `/files/*` gives `{ '*': string }`. A
 * pattern that is not known as a literal type gives any names.
 */
export type RouteParams<Pattern extends string> = string extends Pattern
  ? Params
  : { readonly [Name in ParamName<Pattern>]: string }

type ParamName<Pattern extends string> = Pattern extends `${infer Segment}/${infer Rest}`
  ? SegmentName<Segment> | ParamName<Rest>
  : SegmentName<Pattern>
type SegmentName<Segment extends string> = Segment extends `:${infer Name}`
  ? Name
  : Segment extends '*'
    ? '*'
    : never

/** What the pattern of a route captured, decoded. */
export type Params = Readonly<Record<string, string>>

/** The segments of a pattern. Throws `invalid-route` where it cannot be used. */
export function readPattern(pattern: string): readonly string[] {
  if (!pattern.startsWith('/')) throw invalidRoute({ pattern, reason: 'it does not start with a slash' })
  const segments = segmentsOf(pattern)
  const names = segments.filter((segment) => segment.startsWith(':'))
  if (!names.every((name) => NAME.test(name))) {
    throw invalidRoute({ pattern, reason: 'a ":" is not followed by a name of letters, digits and "_"' })
  }
  if (new Set(names).size < names.length) throw invalidRoute({ pattern, reason: 'a name stands in it twice' })
  if (segments.slice(0, -1).includes('*'))
    throw invalidRoute({ pattern, reason: '"*" is not its last segment' })
  return segments
}

const NAME = /^:(?!__proto__$)[a-z_]\w*$/i

/** The segments of a path. A slash at the end makes no difference. */
export function segmentsOf(path: string): readonly string[] {
  const segments = path.slice(1).split('/')
  if (segments.at(-1) === '') segments.pop()
  return segments
}

/** Two patterns of one shape match the same paths. */
export function shapeOf(segments: readonly string[]): string {
  return segments.map((segment) => (segment.startsWith(':') ? ':' : segment)).join('/')
}

/** What the segments of a pattern capture of those of a path; null when they do not match. */
export function capture(expected: readonly string[], given: readonly string[]): Params | null {
  const open = expected.at(-1) === '*'
  if (open ? given.length < expected.length - 1 : given.length !== expected.length) return null
  let params = NO_PARAMS
  for (const [index, segment] of expected.entries()) {
    const raw = segment === '*' ? given.slice(index).join('/') : (given[index] ?? '')
    const text = decode(raw)
    if (text === null) return null
    if (segment === '*') params = { ...params, '*': text }
    else if (!segment.startsWith(':')) {
      if (raw !== segment && !isWrittenAs(raw, segment)) return null
    } else if (text === '') return null
    else params = { ...params, [segment.slice(1)]: text }
  }
  return params
}

/**
 * Whether this is how browsers write that segment. `%61dmin` is not `admin`: a server in front that guards `/admin` goes by
 * what is written.
 */
function isWrittenAs(raw: string, segment: string): boolean {
  if (!raw.includes('%')) return false
  return raw.replaceAll(/%[\da-f]{2}/gi, (code) => code.toUpperCase()) === writtenSegment(segment)
}

/** The segment of a pattern with what a path has encoded (https://url.spec.whatwg.org/#path-percent-encode-set). */
export function writtenSegment(segment: string): string {
  return segment.replaceAll(/[^!-~]|["#%<>?\\^`{}]/gu, encodeURIComponent)
}

/** One for all: pages keep what they captured. */
const NO_PARAMS: Params = Object.freeze({})

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
