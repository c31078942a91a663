import { duplicateRoute, invalidRoute } from '../errors/server.ts'

/**
 * What a pattern captures: `/articles/:id` gives `{ id: string }`, `/files/*` gives `{ '*': string }`. A
 * pattern that is not known as a literal type gives any names.
 */
export type RouteParams<Pattern extends string> = string extends Pattern
  ? Readonly<Record<string, string>>
  : { readonly [Name in ParamName<Pattern>]: string }

type ParamName<Pattern extends string> = Pattern extends `${infer Segment}/${infer Rest}`
  ? SegmentName<Segment> | ParamName<Rest>
  : SegmentName<Pattern>
type SegmentName<Segment extends string> = Segment extends `:${infer Name}`
  ? Name
  : Segment extends '*'
    ? '*'
    : never

/** What the pattern of a route captured. */
export type Params = Readonly<Record<string, string>>

/** A route that fits a path, and what its pattern captured, decoded. */
export interface RouteMatch<Target> {
  readonly pattern: string
  readonly target: Target
  readonly params: Params
}

interface Route<Target> {
  readonly pattern: string
  readonly segments: readonly string[]
  readonly target: Target
}

/** Patterns and where they lead. The first that was added and fits wins; a slash at the end makes no difference. */
export class Router<Target> {
  readonly #routes: Route<Target>[] = []

  add(pattern: string, target: Target): void {
    const segments = checkPattern(pattern)
    const skeleton = shapeOf(segments)
    const earlier = this.#routes.find((route) => shapeOf(route.segments) === skeleton)
    if (earlier !== undefined) throw duplicateRoute({ pattern, earlier: earlier.pattern })
    this.#routes.push({ pattern, segments, target })
  }

  match(path: string): RouteMatch<Target> | null {
    const segments = segmentsOf(path)
    for (const { pattern, segments: expected, target } of this.#routes) {
      const params = capture(expected, segments)
      if (params !== null) return { pattern, target, params }
    }
    return null
  }
}

function segmentsOf(path: string): readonly string[] {
  const segments = path.slice(1).split('/')
  if (segments.at(-1) === '') segments.pop()
  return segments
}

function checkPattern(pattern: string): readonly string[] {
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

/** Two patterns of one shape fit the same paths. */
function shapeOf(segments: readonly string[]): string {
  return segments.map((segment) => (segment.startsWith(':') ? ':' : segment)).join('/')
}

function capture(expected: readonly string[], given: readonly string[]): Params | null {
  const open = expected.at(-1) === '*'
  if (open ? given.length < expected.length - 1 : given.length !== expected.length) return null
  let params = NO_PARAMS
  for (const [index, segment] of expected.entries()) {
    const raw = segment === '*' ? given.slice(index).join('/') : (given[index] ?? '')
    const text = decode(raw)
    if (text === null) return null
    if (segment === '*') params = { ...params, '*': text }
    else if (!segment.startsWith(':')) {
      if (text !== segment && raw !== segment) return null
    } else if (text === '') return null
    else params = { ...params, [segment.slice(1)]: text }
  }
  return params
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
