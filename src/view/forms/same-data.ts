/** Whether values of forms are the same data, and what becomes of two changes of them. */
import type { Values } from './content.ts'

/** Mine where I have changed it, otherwise theirs. Lists are one value: whose rows are whose is not known. */
export function merged(mine: unknown, before: unknown, theirs: unknown): unknown {
  if (isAlike(mine, before)) return theirs
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
  return compare(one, other, isSame)
}

/**
 * Whether they are the same for who sees them in controls: what is missing is as an empty text or list, which is what a control makes of
 * it when something is put there and taken back.
 */
export function isAlike(one: unknown, other: unknown): boolean {
  return (isNothing(one) && isNothing(other)) || compare(one, other, isAlike)
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return isGroup(value) && Object.values(value).every(isNothing)
}

function compare(one: unknown, other: unknown, same: typeof isSame): boolean {
  if (Object.is(one, other)) return true
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime()
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => same(each, other[index]))
  if (!isGroup(one) || !isGroup(other)) return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => same(one[name], other[name]))
}
