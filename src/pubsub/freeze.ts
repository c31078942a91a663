/**
 * Freezes data through and through: plain objects, arrays, and what maps and sets hold. False when some of it can be
 * changed all the same: a map, a set, a date or an instance of a class, however it is frozen.
 */
export function deepFreeze(value: unknown): boolean {
  return freezeAll(value, new Set())
}

/** `seen`: data may lead to itself. */
function freezeAll(value: unknown, seen: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return true
  seen.add(value)
  const isPlain = Array.isArray(value) || hasNoClass(value)
  if (isPlain) Object.freeze(value)
  let isFrozen = isPlain
  for (const entry of entriesOf(value, isPlain)) isFrozen = freezeAll(entry, seen) && isFrozen
  return isFrozen
}

function* entriesOf(value: object, isPlain: boolean): Generator {
  if (isPlain) {
    for (const key of Object.keys(value)) yield Reflect.get(value, key)
  } else if (value instanceof Map) {
    yield* value.keys()
    yield* value.values()
  } else if (value instanceof Set) yield* value
}

function hasNoClass(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
