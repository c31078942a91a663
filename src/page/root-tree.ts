import type { ComponentNode } from '../template/tree/tree.ts'
import { componentsIn, listenersIn } from '../template/tree/walk.ts'

/** The tree of one root as it was last committed. */
export interface RootTree {
  readonly root: number
  readonly node: ComponentNode
}

/** The tree of a root; null when there is none. */
export function treeOf(trees: readonly RootTree[], root: unknown): ComponentNode | null {
  return trees.find((tree) => tree.root === root)?.node ?? null
}

/** What listens to events in what a component shows, wherever that stands. */
export function* listenersOf(trees: readonly RootTree[], owner: object): Generator<object> {
  for (const { node } of trees) {
    for (const component of componentsIn(node)) if (component.owner === owner) yield* listenersIn(component)
  }
}
