/** What users have put into pages of this tab, while nobody was logged in. */
import type { Value } from '../recovery/fields.ts'
import { readPairs } from './stored-pairs.ts'

export type FieldsOfEntry = readonly (readonly [key: string, value: Value])[]

const STORED = 'live:fields'

export function readFields(): readonly (readonly [entry: string, fields: FieldsOfEntry])[] {
  const isField = (each: unknown): boolean => Array.isArray(each) && typeof each[0] === 'string'
  // Values that nobody here has written are put into fields as texts.
  return readPairs(STORED, (fields) => fields.every(isField)) as [string, FieldsOfEntry][]
}

export function writeFields(entries: readonly (readonly [entry: string, fields: FieldsOfEntry])[]): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify(entries))
  } catch {
    // Storage may be forbidden. Then another load of the document does not know them.
  }
}

export function forgetStoredFields(): void {
  try {
    sessionStorage.removeItem(STORED)
  } catch {
    // As above.
  }
}
