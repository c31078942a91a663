/**
 * Finds for each row the one that it was before, by its key, and gives new rows their ids.
 *
 * The browser counts ids too: it gives the rows that are inserted the next numbers, in the order in which a
 * difference names them, which is from the end of the list to its start. So the last run of new rows gets
 * the lowest ids, and the rows within a run ascend.
 */
import { duplicateKey } from '../../errors/template.ts'
import { outline } from '../compile/source.ts'
import type { RepeatValue } from '../template-value.ts'
import { CopyOnWrite } from './copy-on-write.ts'
import { describe } from './describe.ts'
import { matchSequence } from './match-sequence.ts'
import { ListIdentity, type ListNode } from './tree.ts'

/** Which row is which: for each row its id, and its index before, or -1. */
export interface MatchedRows {
  readonly identity: ListIdentity
  readonly keys: readonly unknown[]
  readonly ids: readonly number[]
  /** Null when every row is where it was. */
  readonly indexesBefore: Int32Array | null
  readonly next: number
}

export function matchRows(value: RepeatValue, before: ListNode | null): MatchedRows {
  const keysBefore = before?.keys ?? null
  if (before === null || keysBefore === null) {
    const keys = value.items.map(value.key)
    refuseDuplicates(keys, value)
    const ids = keys.map((_, index) => index)
    return { identity: new ListIdentity(), keys, ids, indexesBefore: NO_INDEXES, next: keys.length }
  }
  const { identity, ids, next } = before
  const keys = continueKeys(value, keysBefore)
  if (keys === keysBefore) return { identity, keys, ids, indexesBefore: null, next }
  const indexesBefore = matchSequence(keysBefore, keys)
  if (repeatsNewKey(keys, indexesBefore)) refuseDuplicates(keys, value)
  return { identity, keys, indexesBefore, ...continueIds(indexesBefore, before) }
}

const NO_INDEXES = new Int32Array(0)

function continueKeys({ items, key }: RepeatValue, keysBefore: readonly unknown[]): readonly unknown[] {
  const keys = new CopyOnWrite(keysBefore, items.length)
  for (let index = 0; index < items.length; index++) keys.set(index, key(items[index], index))
  return keys.finish()
}

/** Whether two rows have the same key. The second one is a row that is not found before, like a new one. */
function repeatsNewKey(keys: readonly unknown[], indexesBefore: Int32Array): boolean {
  const added = new Set<unknown>()
  for (let index = 0; index < keys.length; index++) if (indexesBefore[index] === -1) added.add(keys[index])
  if (added.size === 0) return false
  let rows = 0
  for (const key of keys) if (added.has(key)) rows++
  return rows !== added.size
}

function continueIds(indexesBefore: Int32Array, before: ListNode): { ids: readonly number[]; next: number } {
  const ids = before.ids.slice(0, indexesBefore.length)
  for (let index = 0; index < indexesBefore.length; index++) {
    ids[index] = before.ids[indexesBefore[index] ?? -1] ?? -1
  }
  let { next } = before
  for (let end = ids.length; end > 0; end--) {
    if (ids[end - 1] !== -1) continue
    let start = end - 1
    while (start > 0 && ids[start - 1] === -1) start--
    for (let index = start; index < end; index++) ids[index] = next++
    end = start + 1
  }
  return { ids, next }
}

function refuseDuplicates(keys: readonly unknown[], value: RepeatValue): void {
  if (new Set(keys).size === keys.length) return
  const seen = new Map<unknown, number>()
  for (const [second, key] of keys.entries()) {
    const first = seen.get(key)
    if (first !== undefined) {
      throw duplicateKey({ key: describe(key), first, second, template: outlineOfRow(value, second) })
    }
    seen.set(key, second)
  }
}

function outlineOfRow({ items, template }: RepeatValue, index: number): string {
  const row = template(items[index], index)
  return typeof row === 'object' && row !== null && 'strings' in row
    ? outline(row.strings)
    : `    ${describe(row)}`
}
