import { Resource } from './resource.ts'
import { isTransient } from './transient.ts'

/** Names that the base classes reserve, for ever. */
export const RESERVED_NAMES = [
  'mount',
  'start',
  'stop',
  'navigated',
  'changed',
  'render',
  'pending',
  'update',
  'catchError',
  'props',
  'params',
  'live',
] as const

const reserved: ReadonlySet<string> = new Set(RESERVED_NAMES)

/** The state of a view: its own public fields that hold data. */
export function storedFields(view: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(view)) {
    if (isStored(name, value)) fields[name] = value
  }
  return fields
}

/** Assigns what {@link storedFields} gave to a newly constructed view. */
export function restoreFields(view: object, fields: Readonly<Record<string, unknown>>): void {
  const own = new Map(Object.entries(view))
  for (const [name, value] of Object.entries(fields)) {
    // In this version of the class the field may hold something that is not state.
    if (own.has(name) ? isStored(name, own.get(name)) : !reserved.has(name))
      Object.defineProperty(view, name, { value, writable: true, enumerable: true, configurable: true })
  }
}

function isStored(name: string, value: unknown): boolean {
  return (
    !reserved.has(name) && typeof value !== 'function' && !(value instanceof Resource) && !isTransient(value)
  )
}
