/** Paths as their authors write them, and what the schema says, as keys know them. */
import type { SchemaResult } from '../standard-schema.ts'
import { isInside, type Steps } from './content.ts'
import type { Fault } from './form-state.ts'

export function stepsOf(path: string): Steps {
  return path === '' ? [] : path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))
}

/** The key of a field without the ids of rows: `phones.*.number`. */
export function patternOf(key: string): string {
  return key.replaceAll(/(?<=^|\.)\d+(?=\.|$)/g, '*')
}

/** Whether one of these paths names a field, or what it is in. Rows are `*`. */
export function isNamedBy(paths: readonly string[], key: string): boolean {
  const pattern = patternOf(key)
  return paths.some((path) => [key, pattern].some((name) => name === path || isInside(name, path)))
}

export function faultsOf({ issues = [] }: SchemaResult<unknown>): readonly Fault[] {
  return issues.map(({ path = [], message }) => ({ message, path: path.map(stepOf) }))
}

function stepOf(step: PropertyKey | { readonly key: PropertyKey }): string | number {
  const key = typeof step === 'object' ? step.key : step
  return typeof key === 'number' ? key : String(key)
}
