/**
 * Puts back what scripts of others have moved among the children of an element, before the client changes anything: rows that
 * are sorted by dragging stand in the order of the server then, which is what its changes are about.
 *
 * The order of before is worked out when others have changed something: what an observer has recorded is undone on a copy of the
 * children, the last record first. Until it is put back this is all that is kept, however much they move.
 */

export interface ForeignMoves {
  /**
   * From now on elements that others move among the children of this one are put back. Those that they have removed are put back
   * where others are expected to move them; elsewhere they stay removed.
   */
  observe(element: Element, how?: 'expected'): void
  /** Runs what the client itself changes. */
  ours(change: () => void): void
  /** What was changed since {@link undo} is the client's own. */
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
  /** The children that elements had before others changed them. */
  const before = new Map<Node, Node[]>()
  const expected = new WeakSet<Node>()
  const observer = new MutationObserver(note)

  return {
    observe(element, how) {
      if (how) expected.add(element)
      observer.observe(element, { childList: true })
    },
    ours(change) {
      note(observer.takeRecords())
      const stood = new Set([...before.values()].flat().filter((child) => child.parentNode))
      try {
        change()
      } finally {
        accept(stood)
      }
    },
    accept: () => accept(),
    undo() {
      note(observer.takeRecords())
      const changed = [...before]
      before.clear()
      for (const [parent, children] of changed) {
        try {
          putBack(parent, children, move, expected.has(parent))
        } catch {
          // They have put it into what was in it. A change that does not fit is asked for in full.
        }
      }
      observer.takeRecords()
    },
  }

  function note(records: readonly ChildrenRecord[]): void {
    const news = records.filter(({ target }) => !before.has(target))
    for (const [parent, children] of childrenBefore(news)) before.set(parent, children)
  }

  /**
   * What the client has removed or put elsewhere does not come back, wherever others had put it. Of those that `stood` somewhere,
   * it has removed what stands nowhere now: elements that nobody observes have no records.
   */
  function accept(stood?: ReadonlySet<Node>): void {
    const gone = new Set(observer.takeRecords().flatMap(({ removedNodes }) => [...removedNodes]))
    const isGone = (child: Node): boolean => gone.has(child) || (!child.parentNode && !!stood?.has(child))
    for (const [parent, children] of before) {
      const rest = children.filter((child) => !isGone(child))
      before.set(parent, rest)
    }
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

/** What has come besides stays where it is, and so do texts: translators wrap them. */
function putBack(parent: Node, children: readonly Node[], move: Move, isExpected: boolean): void {
  const own = new Set(children)
  let before: Node | null = null
  for (const child of children.toReversed()) {
    const isHere = child.parentNode === parent
    if (child instanceof Element) {
      if (!(isHere || child.parentNode || isExpected)) continue
      if (!isHere || nextOf(child, own) !== before) move(parent, child, before)
    } else if (!isHere) continue
    before = child
  }
}

/** The next sibling of those that belong there. */
function nextOf(child: Node, own: ReadonlySet<Node>): Node | null {
  let next = child.nextSibling
  while (next && !own.has(next)) next = next.nextSibling
  return next
}
