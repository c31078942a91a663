/** What users have put into pages of this tab, while nobody was logged in. */
import type { Value } from '../recovery/fields.ts'

export type FieldsOfEntry = readonly (readonly [key: string, value: Value])[]

const STORED = 'live:fields'

export function readFields(): readonly (readonly [entry: string, fields: FieldsOfEntry])[] {
  try {
    // Nobody else writes it.
    return JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as [string, FieldsOfEntry][]
  } catch {
    return []
  }
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
