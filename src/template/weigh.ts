/** How much a tree holds. */
import type { ChildNode, InstanceNode } from './tree.ts'

/** The number of values in a tree, for bounds on memory. A list that does not keep its rows counts two a row. */
export function weigh(node: ChildNode): number {
  if (node === null || typeof node !== 'object') return 1
  switch (node.kind) {
    case 'instance':
      return weighInstance(node)
    case 'list': {
      if (node.retention.keep !== 'tree') return 2 * node.ids.length
      const known = weights.get(node)
      if (known !== undefined) return known
      let weight = node.ids.length
      for (const row of node.rows) weight += weighInstance(row)
      weights.set(node, weight)
      return weight
    }
    case 'stream':
      return node.rows.reduce((weight, row) => weight + weighInstance(row), node.keys.length)
    case 'component':
    case 'keyed':
    case 'guarded':
      return 1 + weigh(node.content)
    case 'raw':
      return 1
  }
}

/** Lists are weighed once. */
const weights = new WeakMap<object, number>()

function weighInstance({ template, values }: InstanceNode): number {
  let weight = values.length
  for (const part of template.children) {
    const value = values[part]
    // What a child part holds is a child.
    if (typeof value === 'object' && value !== null) weight += weigh(value as ChildNode)
  }
  return weight
}
