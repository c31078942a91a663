/** How much a tree holds. */
import { matchSequence } from './match-sequence.ts'
import type { ChildNode, InstanceNode, ListNode } from './tree.ts'

/**
 * About how many values a tree holds, for bounds on memory. A list that does not keep its rows counts two a
 * row.
 */
export function estimateSize(node: ChildNode): number {
  if (node === null || typeof node !== 'object') return 1
  switch (node.kind) {
    case 'instance':
      return estimateInstance(node)
    case 'list': {
      if (node.retention.keep !== 'tree') return 2 * node.ids.length
      return node.ids.length + estimateRows(node.rows)
    }
    case 'stream':
      return node.rows.reduce((size, row) => size + estimateInstance(row), node.keys.length)
    case 'component':
    case 'keyed':
    case 'guarded':
      return 1 + estimateSize(node.content)
    case 'portal':
      return 1 + estimateSize(node.inside)
    case 'raw':
      return 1
    case 'local':
      return 1 + node.operations
  }
}

/** About how many values a tree holds that it does not share with the one before, from which it was built. */
export function estimateGrowth(before: ChildNode, after: ChildNode): number {
  if (before === after) return 0
  if (before === null || typeof before !== 'object' || after === null || typeof after !== 'object') {
    return estimateSize(after)
  }
  if ('content' in before && 'content' in after) return 1 + estimateGrowth(before.content, after.content)
  if (before.kind === 'portal' && after.kind === 'portal')
    return 1 + estimateGrowth(before.inside, after.inside)
  if (before.kind === 'instance' && after.kind === 'instance') return growthOfInstance(before, after)
  if (before.kind === 'list' && after.kind === 'list' && after.retention.keep === 'tree') {
    return growthOfList(before, after)
  }
  return estimateSize(after)
}

function growthOfInstance(before: InstanceNode, after: InstanceNode): number {
  if (before.template !== after.template) return estimateInstance(after)
  let size = after.values.length
  for (const part of after.template.children) {
    const value = after.values[part]
    if (typeof value === 'object' && value !== null) {
      // What child parts hold is children.
      size += estimateGrowth(before.values[part] as ChildNode, value as ChildNode)
    }
  }
  return size
}

/** The arrays, and the rows that are others. A row that only moved is shared. */
function growthOfList(before: ListNode, after: ListNode): number {
  const matches = before.ids === after.ids ? null : matchSequence(before.ids, after.ids)
  let size = matches === null ? after.rows.length : 2 * after.rows.length
  for (let index = 0; index < after.rows.length; index++) {
    const old = before.rows[matches === null ? index : (matches[index] ?? -1)] ?? null
    const row = after.rows[index] ?? null
    if (row !== old) size += estimateGrowth(old, row)
  }
  return size
}

/** Rows of one list are of similar size, so of many only a sample is estimated. */
const SAMPLED = 64

function estimateRows(rows: readonly InstanceNode[]): number {
  const step = Math.ceil(rows.length / SAMPLED)
  let size = 0
  let count = 0
  for (let index = 0; index < rows.length; index += step) {
    const row = rows[index]
    if (row) size += estimateInstance(row)
    count++
  }
  return count === 0 ? 0 : Math.round((size * rows.length) / count)
}

function estimateInstance({ template, values }: InstanceNode): number {
  let size = values.length
  for (const part of template.children) {
    const value = values[part]
    // What a child part holds is a child.
    if (typeof value === 'object' && value !== null) size += estimateSize(value as ChildNode)
  }
  return size
}
