/**
 * Puts back what scripts of others have moved in the element of an open hook, before the next frame is applied: a list that is
 * sorted by dragging stands in the order of the server then, which is what the changes of the frame are about.
 *
 * The order of before is not kept: what an observer has recorded is undone on copies of the children, the last record first.
 */

export interface ForeignMoves {
  /** From now on what others move in this element is put back. */
  observe(element: Element): void
  /** What was changed until now is the server's. */
  accept(): void
  /** Puts back what others have moved. */
  undo(): void
}

/** What a record tells: `MutationRecord` has more. */
export interface ChildrenRecord {
  readonly target: Node
  readonly addedNodes: Iterable<Node>
  readonly removedNodes: Iterable<Node>
  readonly previousSibling: Node | null
  readonly nextSibling: Node | null
}

/** Moves a node, where it stays what it is. */
export type Move = (parent: Node, node: Node, before: Node | null) => void

export function createForeignMoves(move: Move): ForeignMoves {
  const records: MutationRecord[] = []
  const note = (news: readonly MutationRecord[]): void => void records.push(...news)
  const observer = new MutationObserver(note)
  return {
    observe: (element) => observer.observe(element, { childList: true, subtree: true }),
    accept: () => void observer.takeRecords(),
    undo() {
      note(observer.takeRecords())
      for (const [parent, children] of childrenBefore(records.splice(0))) putBack(parent, children, move)
      observer.takeRecords()
    },
  }
}

/** The children that each parent had before what these records tell. */
export function childrenBefore(records: readonly ChildrenRecord[]): Map<Node, Node[]> {
  const before = new Map<Node, Node[]>()
  for (const { target, addedNodes, removedNodes, previousSibling, nextSibling } of records.toReversed()) {
    const children = before.get(target) ?? [...target.childNodes]
    const added = new Set(addedNodes)
    const rest = children.filter((child) => !added.has(child))
    const at = nextSibling
      ? rest.indexOf(nextSibling)
      : previousSibling
        ? rest.indexOf(previousSibling) + 1
        : rest.length
    rest.splice(at < 0 ? rest.length : at, 0, ...removedNodes)
    before.set(target, rest)
  }
  return before
}

/** What has come besides stays where it is. */
function putBack(parent: Node, children: readonly Node[], move: Move): void {
  const own = new Set(children)
  let before: Node | null = null
  for (const child of children.toReversed()) {
    if (child.parentNode !== parent || nextOf(child, own) !== before) move(parent, child, before)
    before = child
  }
}

/** The next sibling of those that belong there. */
function nextOf(child: Node, own: ReadonlySet<Node>): Node | null {
  let next = child.nextSibling
  while (next && !own.has(next)) next = next.nextSibling
  return next
}
