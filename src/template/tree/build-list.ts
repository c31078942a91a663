/** Builds lists: each row from the one that it was before, by its key or by its index. */
import { buildWithin, type ListBuilding, type RowBuilder } from './building.ts'
import { CopyOnWrite } from './copy-on-write.ts'
import { matchRows, type MatchedRows } from './match-rows.ts'
import type { RepeatValue } from '../template-value.ts'
import { retainRows } from './retain.ts'
import { ListIdentity, type InstanceNode, type ListNode, type Retention } from './tree.ts'

/** A list without keys: a row is the one that had its index. */
export function buildArray(
  values: readonly unknown[],
  previous: ListNode | null,
  build: RowBuilder,
): ListNode {
  const before = previous !== null && previous.keys === null ? previous : null
  const old = before?.rows ?? NO_ROWS
  const built = new CopyOnWrite(old, values.length)
  for (let index = 0; index < values.length; index++) {
    built.set(index, build(values[index], old[index] ?? null))
  }
  const rows = built.finish()
  if (before !== null && rows === before.rows) return before
  const { ids, next } = indexIds(values.length, before)
  const identity = before?.identity ?? new ListIdentity()
  return { kind: 'list', identity, rows, ids, keys: null, next, retention: TREE }
}

/** A list with keys. */
export function buildRepeat(value: RepeatValue, previous: ListNode | null, building: ListBuilding): ListNode {
  const before = continues(previous, value.retain) ? previous : null
  const matched = matchRows(value, before)
  return value.retain === 'tree'
    ? keepRows(value, matched, before, building)
    : retainRows(value, matched, before, building)
}

const TREE: Retention = { keep: 'tree' }

/** Whether a list goes on from the one before: with keys as well, and keeping the same of its rows. */
function continues(previous: ListNode | null, keep: Retention['keep']): previous is ListNode {
  return previous !== null && previous.keys !== null && previous.retention.keep === keep
}

function keepRows(
  { items, template }: RepeatValue,
  { identity, keys, ids, indexesBefore, next }: MatchedRows,
  before: ListNode | null,
  { build, context }: ListBuilding,
): ListNode {
  const old = before?.rows ?? NO_ROWS
  const built = new CopyOnWrite(old, items.length)
  for (let index = 0; index < items.length; index++) {
    const previous = old[indexesBefore === null ? index : (indexesBefore[index] ?? -1)] ?? null
    const item = template(items[index], index)
    const row = context.keys
      ? buildWithin(context.keys, keys[index], () => build(item, previous))
      : build(item, previous)
    built.set(index, row)
  }
  const rows = built.finish()
  if (before !== null && before.ids === ids && rows === before.rows) return before
  return { kind: 'list', identity, rows, ids, keys, next, retention: TREE }
}

const NO_ROWS: readonly InstanceNode[] = []

// --- ids ---

function indexIds(count: number, before: ListNode | null): { ids: readonly number[]; next: number } {
  if (before === null) return { ids: Array.from({ length: count }, (_, index) => index), next: count }
  if (before.ids.length === count) return before
  const ids = before.ids.slice(0, count)
  let { next } = before
  while (ids.length < count) ids.push(next++)
  return { ids, next }
}
