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
import { describe } from './describe.ts'
import { matchSequence } from './match-sequence.ts'
import { sameElements } from './same-elements.ts'
import { ListIdentity, type ListNode } from './tree.ts'

/** Which row is which: for each row its id, and its index before, or -1. */
export interface MatchedRows {
  readonly identity: ListIdentity
  readonly keys: readonly unknown[]
  readonly ids: readonly number[]
  /** Null when every row is where it was. */
  readonly indexesBefore: readonly number[] | null
  readonly next: number
}

export function matchRows(value: RepeatValue, before: ListNode | null): MatchedRows {
  const keys = value.items.map(value.key)
  const keysBefore = before?.keys ?? null
  if (before !== null && keysBefore !== null && sameElements(keys, keysBefore)) {
    const { identity, ids, next } = before
    return { identity, keys: keysBefore, ids, indexesBefore: null, next }
  }
  if (before === null || keysBefore === null) {
    refuseDuplicates(keys, value)
    const ids = keys.map((_, index) => index)
    return { identity: new ListIdentity(), keys, ids, indexesBefore: NO_INDEXES, next: keys.length }
  }
  const indexesBefore = matchKeys(keys, keysBefore, () => refuseDuplicates(keys, value))
  return { identity: before.identity, keys, indexesBefore, ...continueIds(indexesBefore, before) }
}

const NO_INDEXES: readonly number[] = []

/** For each key its index before, or -1. */
function matchKeys(
  keys: readonly unknown[],
  keysBefore: readonly unknown[],
  refuse: () => void,
): readonly number[] {
  const indexes = matchSequence(keysBefore, keys)
  const fresh = keys.filter((_, index) => indexes[index] === -1)
  // A second row with a key is one that is not found.
  if (fresh.length > FEW || fresh.some((key) => keys.indexOf(key) !== keys.lastIndexOf(key))) refuse()
  return indexes
}

/** Up to so many new keys are searched for one by one. */
const FEW = 8

function continueIds(
  indexesBefore: readonly number[],
  before: ListNode,
): { ids: readonly number[]; next: number } {
  const ids = indexesBefore.map((index) => (index === -1 ? -1 : (before.ids[index] ?? -1)))
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
