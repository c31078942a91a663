import type { ChildNode, ComponentNode } from '../template/tree/tree.ts'
import { childrenIn } from '../template/tree/walk.ts'
import { instanceIn, type ComponentInstance } from './component-instance.ts'
import { recordKeyOf, type RecordKey } from './record-keys.ts'

/** A component in a tree, and the keys of the rows and of `keyed` that it is in, up to its parent. */
export interface InstanceWithKeys {
  readonly instance: ComponentInstance
  readonly within: readonly RecordKey[]
}

const NO_KEYS: readonly RecordKey[] = []

/** Every view and component in a tree, parents before children, in document order. */
export function instancesWithKeys(node: ComponentNode): Generator<InstanceWithKeys> {
  return walk(node, NO_KEYS)
}

function* walk(node: ChildNode, within: readonly RecordKey[]): Generator<InstanceWithKeys> {
  if (typeof node !== 'object' || node === null) return
  if (node.kind === 'component') {
    const instance = instanceIn(node)
    if (instance) yield { instance, within }
    yield* walk(node.content, NO_KEYS)
  } else if (node.kind === 'keyed') yield* walk(node.content, [...within, recordKeyOf(node.key)])
  else if (node.kind === 'list' && node.keys !== null) {
    for (const [index, row] of node.rows.entries()) {
      yield* walk(row, [...within, recordKeyOf(node.keys[index])])
    }
  } else for (const [, child] of childrenIn(node)) yield* walk(child, within)
}
