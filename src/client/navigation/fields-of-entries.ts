/**
 * What users have put into controls that no view renders, and which sections they have opened, by the entries of the history:
 * for pages that are made again. Bounded, and without what is secret.
 */
import type { ChildPart } from '../child-part.ts'
import { core } from '../modules/core.ts'
import { isWithin } from '../modules/outwards.ts'
import { nodesIn } from '../recovery/child-parts.ts'
import {
  byKeyOfOne,
  changedValue,
  fieldsByKey,
  isEditable,
  writeValue,
  type Value,
} from '../recovery/fields.ts'
import { forgetStoredFields, readFields, writeFields, type FieldsOfEntry } from './field-storage.ts'

const MOST_ENTRIES = 50
/** Characters. */
const LONGEST_ENTRY = 20_000
const MOST_STORED = 100_000

const entries = new Map<string, FieldsOfEntry>(readFields())

/** An entry, and the page that stands there: another one may come to it, with fields of the same names. */
interface EntryPage {
  readonly entry: string
  /** Path and search. */
  readonly location: string
}

/** The page in this place is left. */
export function noteFields(page: EntryPage, place: ChildPart): void {
  const key = keyOf(page)
  const fields = [...fieldsIn(place)].flatMap(([key, field]): [string, Value][] => {
    const value = field instanceof HTMLDetailsElement ? field.open : changedValue(field)
    return value === undefined || value === null ? [] : [[key, value]]
  })
  entries.delete(key)
  if (fields.length > 0 && JSON.stringify(fields).length <= LONGEST_ENTRY) entries.set(key, fields)
  for (const oldest of entries.keys()) if (entries.size > MOST_ENTRIES) entries.delete(oldest)
}

/** A page was made again in this place. */
export function restoreFields(page: EntryPage, place: ChildPart): void {
  const fields = fieldsIn(place)
  for (const [key, value] of entries.get(keyOf(page)) ?? []) {
    const field = fields.get(key)
    if (field instanceof HTMLDetailsElement) field.open = value === true
    else if (field) writeValue(field, value)
  }
}

/** For the next load of the document. Of somebody who is logged in nothing is stored: the next user may be another one. */
export function storeFields(): void {
  if (core.settings['liveLogin'] !== undefined) return forgetStoredFields()
  let length = 0
  const newest = [...entries]
    .reverse()
    .filter((each) => (length += JSON.stringify(each).length) <= MOST_STORED)
  writeFields(newest.reverse())
}

export function forgetFields(): void {
  entries.clear()
  forgetStoredFields()
}

function keyOf({ entry, location }: EntryPage): string {
  return `${entry} ${location}`
}

/** By their keys, those alone that no view renders. */
function fieldsIn(place: ChildPart): Map<string, HTMLElement> {
  const nodes = nodesIn(place)
  const fields = [...fieldsByKey()].filter(([, field]) => !isEditable(field))
  return new Map(
    [...fields, ...sectionsByKey()].filter(
      ([, field]) => nodes.some((node) => isWithin(field, node)) && !isRendered(field),
    ),
  )
}

/** By their ids, or by what stands on them. */
function sectionsByKey(): Map<string, HTMLElement> {
  const sections = [...core.page.querySelectorAll('details')].map((details): [string, HTMLElement] => [
    `details ${details.id || (details.querySelector('summary')?.textContent ?? '').slice(0, 100)}`,
    details,
  ])
  return byKeyOfOne(sections)
}

function isRendered(field: HTMLElement): boolean {
  const own = field instanceof HTMLSelectElement ? [field, ...field.options] : [field]
  return own.some((each) => core.loaded.liveEdits?.mirrorsOf(each).size !== 0)
}
