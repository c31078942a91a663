/**
 * The attributes of an element with a spread, where one name may come by several routes: written out, from a hole,
 * from one spread or another. Which names a spread has is known only when it is rendered. The last route wins.
 */
import type { ReadAttribute } from './attribute-part.ts'

/** One way by which an element gets attributes or properties. */
export type AttributeRoute =
  | { readonly kind: 'static'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'bound'
      /** As in a spread: `name`, `?name` or `.name`. */
      readonly written: string
      readonly holes: readonly number[]
      /** The text around the holes; none when the hole is all of it. */
      readonly statics: readonly string[]
    }
  | { readonly kind: 'spread'; readonly part: number }

/** The routes of one element, in the order in which they are written. */
export interface ElementRoutes {
  readonly tag: string
  readonly routes: readonly AttributeRoute[]
  /** The last spread: it can set every name, so what the routes give together is sent as its change. */
  readonly spread: number
}

/** The routes of an element; null when each of its names can come by one alone. */
export function routesOf(
  tag: string,
  attributes: readonly ReadAttribute[],
  isSpread: (hole: number) => boolean,
): ElementRoutes | null {
  const routes = attributes.flatMap((read) => routeOf(read, isSpread) ?? [])
  const spread = routes.findLast((route) => route.kind === 'spread')
  return spread === undefined || routes.length < 2 ? null : { tag, routes, spread: spread.part }
}

/** The parts that give something to these attributes. */
export function partsOf({ routes }: ElementRoutes): number[] {
  return routes.flatMap((route) =>
    route.kind === 'bound' ? route.holes : route.kind === 'spread' ? route.part : [],
  )
}

function routeOf(read: ReadAttribute, isSpread: (hole: number) => boolean): AttributeRoute | null {
  switch (read.kind) {
    case 'static':
      return { kind: 'static', name: read.name, value: read.value }
    case 'element':
      return isSpread(read.hole) ? { kind: 'spread', part: read.hole } : null
    case 'attribute':
    case 'boolean':
    case 'property': {
      const { holes, descriptor } = read
      const statics = typeof descriptor === 'string' ? [] : read.statics
      return { kind: 'bound', written: SIGILS[read.kind] + read.name, holes, statics }
    }
    default:
      return null
  }
}

const SIGILS = { attribute: '', boolean: '?', property: '.' } as const

/** The part of a select that may choose one of its options: no attribute of it can say so. */
export function choiceOf(
  attributes: readonly ReadAttribute[],
  isSpread: (hole: number) => boolean,
): number | null {
  const choice = attributes.findLast(
    (read) =>
      (read.kind === 'element' && isSpread(read.hole)) || (read.kind === 'property' && read.name === 'value'),
  )
  return choice?.kind === 'element'
    ? choice.hole
    : choice?.kind === 'property'
      ? (choice.holes[0] ?? null)
      : null
}
