/** The nodes that one hook has put elsewhere in the document: they are there as long as its element is. */
import { setOwner } from './owned.ts'

/** Where a node was when its element went. */
interface Place {
  readonly parent: Node
  readonly next: Node | null
}

export class OwnedNodes {
  readonly #element: Element
  /** Each with its place, while it is out of the document because its element is. */
  readonly #nodes = new Map<Node, Place | undefined>()
  #isShown = true

  constructor(element: Element) {
    this.#element = element
  }

  add(node: Node): void {
    setOwner(node, this.#element)
    this.#nodes.set(node, this.#isShown ? undefined : takeOut(node))
  }

  /** The element has gone or is there, perhaps again. */
  show(isShown: boolean): void {
    if (this.#isShown === isShown) return
    this.#isShown = isShown
    const nodes = [...this.#nodes]
    // One that was taken out after another does not know of that: it is there first.
    for (const [node, place] of isShown ? nodes.toReversed() : nodes) {
      if (place) putBack(node, place)
      this.#nodes.set(node, isShown ? undefined : takeOut(node))
    }
  }

  /** The hook has ended: they belong to nobody, and are not in the document any more. */
  end(): void {
    for (const node of this.#nodes.keys()) {
      setOwner(node, undefined)
      takeOut(node)
    }
    this.#nodes.clear()
  }
}

function takeOut(node: Node): Place | undefined {
  const { parentNode: parent, nextSibling: next } = node
  parent?.removeChild(node)
  return parent ? { parent, next } : undefined
}

/** Not where somebody else has put it meanwhile. */
function putBack(node: Node, { parent, next }: Place): void {
  if (!node.parentNode) parent.insertBefore(node, next?.parentNode === parent ? next : null)
}
