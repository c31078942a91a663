/**
 * Freezes data through and through: plain objects, arrays, and what maps and sets hold. All subscribers of a
 * process get the same message, so none of them may change it for the others. Instances of classes are left
 * as they are: what is inside of them is their own affair.
 */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  if (value instanceof Map) {
    for (const [key, entry] of value) {
      deepFreeze(key)
      deepFreeze(entry)
    }
  } else if (value instanceof Set) {
    for (const entry of value) deepFreeze(entry)
  } else if (Array.isArray(value) || isPlain(value)) {
    Object.freeze(value)
    for (const entry of Object.values(value)) deepFreeze(entry)
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
