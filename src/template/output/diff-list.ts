/**
 * Finds what changed in a list: rows whose parts changed, rows that went, rows that moved and rows that came.
 *
 * Of the rows that stay, as many as possible are left where they are. Their indexes before, in the order of
 * now, are a sequence of numbers; the rows of its longest increasing subsequence are in the right order
 * already, so only the others move:
 *
 *     before   a b c d e          indexes of now   3 0 1 2 4
 *     now      d a b c e          increasing         0 1 2 4   so d alone moves
 *
 * Placements are told from the end of the list to its start, each before a row that is in its final place.
 */
import type {
  ListDifference,
  NewInstance,
  NewList,
  PartChange,
  PartChanges,
  RowPlacement,
} from '../../protocol/differences.ts'
import type { Template } from '../compile/compile.ts'
import { matchSequence, unmatched } from '../tree/match-sequence.ts'
import type { Encoder } from './encoder.ts'
import { keyOfRow } from './instance-key.ts'
import { longestIncreasing } from './longest-increasing.ts'
import { rangesOf } from './row-ids.ts'
import type { Part } from '../compile/part.ts'
import { rowAt, type InstanceNode, type ListNode } from '../tree/tree.ts'
import { toChildValue, toInstance, toPartValues, toRuns } from './values.ts'

/** What comparing rows needs. */
export interface RowDiffing {
  readonly encoder: Encoder
  diffParts(before: InstanceNode, after: InstanceNode, encoder: Encoder): PartChange[] | null
}

export function diffList(
  before: ListNode,
  after: ListNode,
  diffing: RowDiffing,
): ListDifference | NewList | undefined {
  // Another list, though it may look the same. Its value in full is a new list.
  if (before.identity !== after.identity) return toChildValue(after, diffing.encoder) as NewList
  const rows = new RowDifferences(before, after, diffing)
  if (before.ids === after.ids) {
    for (let index = 0; index < after.ids.length; index++) rows.compare(index, index)
    return listDifference(rows, [], [])
  }
  const matches = matchSequence(before.ids, after.ids)
  for (const [index, old] of matches.entries()) if (old !== -1) rows.compare(old, index)
  return listDifference(rows, removedIds(before, matches), placements(after, matches, diffing.encoder))
}

function listDifference(
  { u, s }: RowDifferences,
  x: NonNullable<ListDifference['x']>,
  o: NonNullable<ListDifference['o']>,
): ListDifference | undefined {
  if (u.length === 0 && s.length === 0 && x.length === 0 && o.length === 0) return undefined
  return {
    ...(u.length > 0 && { u }),
    ...(s.length > 0 && { s }),
    ...(x.length > 0 && { x }),
    ...(o.length > 0 && { o }),
  }
}

// --- rows that stay ---

class RowDifferences {
  readonly u: (number | PartChanges)[] = []
  readonly s: (number | NewInstance)[] = []
  readonly #before: ListNode
  readonly #after: ListNode
  readonly #diffing: RowDiffing

  constructor(before: ListNode, after: ListNode, diffing: RowDiffing) {
    this.#before = before
    this.#after = after
    this.#diffing = diffing
  }

  /** Compares a row with what it was, each by its index. */
  compare(oldIndex: number, index: number): void {
    const { encoder } = this.#diffing
    const old = this.#before.retention
    const { retention } = this.#after
    if (old.keep !== 'tree' && retention.keep !== 'tree') {
      if (old.hashes[oldIndex] !== retention.hashes[index]) this.#whole(index, old.template)
      return
    }
    const before = this.#before.rows[oldIndex]
    const row = this.#after.rows[index]
    if (before === row || before === undefined || row === undefined) return
    const id = this.#after.ids[index] ?? 0
    if (before.template !== row.template) {
      this.s.push(id, toInstance(row, encoder, keyOfRow(this.#after, index, row, encoder)))
      return
    }
    const parts = this.#diffing.diffParts(before, row, encoder)
    if (parts !== null) this.u.push(id, parts)
  }

  /** A row of which only a hash is known: all its values, into the elements that are there if they fit. */
  #whole(index: number, template: Template | null): void {
    const { encoder } = this.#diffing
    const id = this.#after.ids[index] ?? 0
    const row = rowAt(this.#after, index)
    if (row.template !== template || row.template.parts.some(isMerged)) {
      this.s.push(id, toInstance(row, encoder, keyOfRow(this.#after, index, row, encoder)))
    } else {
      this.u.push(
        id,
        toPartValues(row, encoder).flatMap((value, part) => [part, value]),
      )
    }
  }
}

/** Whether the value of a part is only ever told by what changed in it, which takes the value before. */
function isMerged({ kind }: Part): boolean {
  return kind === 'styles' || kind === 'spread'
}

// --- rows that come, go and move ---

function removedIds(before: ListNode, matches: Int32Array): (number | readonly [number, number])[] {
  const removed = unmatched(matches, before.ids.length).map((index) => before.ids[index] ?? 0)
  return rangesOf(removed.toSorted((left, right) => left - right))
}

function placements(after: ListNode, matches: Int32Array, encoder: Encoder): RowPlacement[] {
  const stays = longestIncreasing(matches)
  const out: RowPlacement[] = []
  let next = -1
  for (let index = matches.length - 1; index >= 0; index--) {
    const id = after.ids[index] ?? 0
    if (matches[index] === -1) {
      let first = index
      while (first > 0 && matches[first - 1] === -1) first--
      const firstId = after.ids[first] ?? 0
      out.push([next, [firstId, ...toRuns(after, first, index + 1, encoder)]])
      next = firstId
      index = first
      continue
    }
    if (stays[index] !== 1) out.push([next, id])
    next = id
  }
  return out
}
