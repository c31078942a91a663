/** Moves a node; where browsers can, with its focus, its scroll position, its playing media and its frames. */
import { core } from '../modules/core.ts'

export function moveBefore(to: Node | null, node: Node, before: Node | null): void {
  // Browsers have it or not, and what moves has a place to go to.
  const parent = core.natural(to as MovingParent)
  if (parent.moveBefore && parent.isConnected && core.natural(node).isConnected)
    parent.moveBefore(node, before)
  else parent.insertBefore(node, before)
}

interface MovingParent extends Node {
  moveBefore?(node: Node, before: Node | null): void
}
