/** What an element has in the end when its attributes come by several routes. */
import type { Json } from '../../protocol/differences.ts'
import type { AttributeRoute, ElementRoutes } from '../compile/attribute-routes.ts'
import { targetOf } from '../compile/attribute-target.ts'
import { wellFormed } from '../compile/escape.ts'
import { asInHtml } from '../compile/html-properties.ts'
import type { NodeValue } from '../tree/tree.ts'

export interface EffectiveAttributes {
  /** By name, as in a spread. */
  readonly entries: Readonly<Record<string, Json>>
  /** Whether a name came by more than one route. */
  readonly overlap: boolean
}

/** The attributes and properties that the last route of each gives. */
export function effectiveAttributes(
  { tag, routes }: ElementRoutes,
  values: readonly NodeValue[],
): EffectiveAttributes {
  const byTarget = new Map<string, readonly [written: string, value: Json]>()
  let overlap = false
  const set = (written: string, value: Json): void => {
    const target = targetOf(tag, written)
    overlap ||= byTarget.has(target)
    byTarget.set(target, [written, value])
  }
  for (const route of routes) {
    if (route.kind === 'static') set(route.name, route.value)
    else if (route.kind === 'bound') set(route.written, boundValue(tag, route, values))
    // Spreads hold JSON.
    else for (const [written, value] of Object.entries(values[route.part] ?? {})) set(written, value as Json)
  }
  // Without a prototype: names may be any. What is null is not there.
  const entries = Object.create(null) as Record<string, Json>
  for (const [written, value] of byTarget.values()) if (value !== null) entries[written] = value
  return { entries, overlap }
}

function boundValue(
  tag: string,
  { written, holes, statics }: Extract<AttributeRoute, { readonly kind: 'bound' }>,
  values: readonly NodeValue[],
): Json {
  // Attributes and properties hold JSON.
  const held = holes.map((hole) => (values[hole] ?? null) as Json)
  const [before, ...after] = statics
  if (before === undefined) return asInHtml(tag, written, held[0] ?? null)
  // Attributes with text around their holes hold text and numbers. Each is sent by itself, so halves of characters stay
  // halves where they meet.
  return after.reduce(
    (text, then, hole) => text + wellFormed(String((held[hole] ?? '') as string | number)) + then,
    before,
  )
}
