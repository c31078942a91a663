/** How much a tree holds. */
import type { ChildNode, InstanceNode } from './tree.ts'

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
    case 'raw':
      return 1
  }
}

/** Rows of one list are of similar size, so of many only a sample is estimated: this runs for every frame. */
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
