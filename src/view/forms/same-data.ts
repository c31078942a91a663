/** Whether values of forms are the same data, and what becomes of two changes of them. */
import type { Values } from './content.ts'

/** Mine where I have changed it, otherwise theirs. Lists are one value: whose rows are whose is not known. */
export function merged(mine: unknown, before: unknown, theirs: unknown): unknown {
  if (isSame(mine, before)) return theirs
  if (!isGroup(mine) || !isGroup(theirs)) return mine
  const was: Values = isGroup(before) ? before : {}
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)])
  return Object.fromEntries([...names].map((name) => [name, merged(mine[name], was[name], theirs[name])]))
}

/** Whether there is a list in it that is not empty. */
export function hasRows(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return isGroup(value) && Object.values(value).some(hasRows)
}

function isGroup(value: unknown): value is Values {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Whether two values are the same data. A missing field is one that is undefined. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime()
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]))
  if (!isGroup(one) || !isGroup(other)) return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => isSame(one[name], other[name]))
}
