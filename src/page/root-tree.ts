import type { ComponentNode } from '../template/tree/tree.ts'

/** The tree of one root as it was last committed. */
export interface RootTree {
  readonly root: number
  readonly node: ComponentNode
}

/** The tree of a root; null when there is none. */
export function treeOf(trees: readonly RootTree[], root: unknown): ComponentNode | null {
  return trees.find((tree) => tree.root === root)?.node ?? null
}
