import { duplicateRoute } from '../errors/server.ts'
import { capture, readPattern, segmentsOf, shapeOf, type Params } from '../view/pattern.ts'

/** A route that matches a path, and what its pattern captured, decoded. */
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

/**
 * Patterns and where they lead, for each method. The first that was added and matches wins; a slash at the end makes no
 * difference.
 */
export class Router<Target> {
  readonly #routes = new Map<string, Route<Target>[]>()

  add(pattern: string, target: Target, method: string = 'GET'): void {
    const segments = readPattern(pattern)
    const shape = shapeOf(segments)
    const routes = this.#of(method)
    const earlier = routes.find((route) => shapeOf(route.segments) === shape)
    if (earlier !== undefined) throw duplicateRoute({ pattern, earlier: earlier.pattern })
    this.#routes.set(method, [...routes, { pattern, segments, target }])
  }

  match(path: string, method: string = 'GET'): RouteMatch<Target> | null {
    const segments = segmentsOf(path)
    for (const { pattern, segments: expected, target } of this.#of(method)) {
      const params = capture(expected, segments)
      if (params !== null) return { pattern, target, params }
    }
    return null
  }

  /** The methods that a path is answered for. */
  methodsAt(path: string): readonly string[] {
    return [...this.#routes.keys()].filter((method) => this.match(path, method) !== null)
  }

  /** Where a pattern leads, as it was added. */
  targetOf(pattern: string): Target | undefined {
    return this.#of('GET').find((route) => route.pattern === pattern)?.target
  }

  #of(method: string): readonly Route<Target>[] {
    return this.#routes.get(method) ?? []
  }
}
