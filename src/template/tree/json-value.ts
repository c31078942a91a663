import type { Json } from '../../protocol/differences.ts'
import { refuse, type PartSite } from './part-site.ts'

/** Deeper values are refused, as are those that contain themselves: what is sent could not be written. */
const DEEPEST = 500

/** A copy of JSON, so that a change in place is seen; anything else is refused, `where` it was to stand. */
export function jsonValue(value: unknown, site: PartSite, where: string, depth: number = 0): Json {
  switch (typeof value) {
    case 'undefined':
      return null
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'bigint':
      return String(value)
    default:
      if (value === null) return null
  }
  if (depth > DEEPEST) {
    throw refuse(value, site, where, `It contains itself, or is nested deeper than ${DEEPEST} levels.`)
  }
  const inner = (member: unknown): Json => jsonValue(member, site, where, depth + 1)
  if (Array.isArray(value)) return value.map(inner)
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined
  if (typeof value === 'object' && (prototype === Object.prototype || prototype === null)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [name, inner(member)]),
    )
  }
  throw refuse(value, site, where, 'It takes what JSON can hold: text, numbers, plain objects and arrays.')
}
