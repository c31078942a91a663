/**
 * Content is exchanged as a whole or not at all. When something throws half way, what stood in the page goes back to
 * where it was, with its attributes and texts, and the tree is bound to it as before: nobody sees a mix of two
 * contents. The browser keeps the record of what happened to nodes; of the tree there is a copy. What was assigned to
 * properties of elements in between is not undone.
 */
import type { PartValue } from '../../protocol/differences.ts'
import type { ChildPart } from '../child-part.ts'
import type { ElementPart } from '../element-parts.ts'
import { core } from '../modules/core.ts'
import type { Instance, RowId } from '../parts.ts'
import { isChildPart } from './child-parts.ts'
import { withoutFocusEvents } from './carry.ts'
import { moveBefore } from './move.ts'
import { isRows } from './rows-in.ts'

const EVERYTHING: MutationObserverInit = {
  subtree: true,
  childList: true,
  attributeOldValue: true,
  characterDataOldValue: true,
}

/** Changes what these roots show, or throws and leaves the page as it was. */
export function exchange(roots: Iterable<ChildPart>, change: () => void): void {
  const { activeElement: focused, documentElement } = core.page
  const undone: (() => void)[] = []
  for (const root of roots) rememberPart(root, undone)
  const observer = new MutationObserver(() => {})
  observer.observe(documentElement, EVERYTHING)
  try {
    change()
  } catch (error) {
    const records = observer.takeRecords()
    withoutFocusEvents(() => {
      undoAll(records)
      if (focused !== core.page.activeElement)
        // Elements of HTML, SVG and MathML can all have it.
        core.natural(focused as HTMLElement).focus({ preventScroll: true })
    })
    for (const undo of undone) undo()
    throw error
  } finally {
    observer.disconnect()
  }
}

// --- nodes ---

function undoAll(records: readonly MutationRecord[]): void {
  const stood = nodesThatStood(records)
  for (const record of records.toReversed()) {
    const { type, target, attributeName, attributeNamespace, oldValue } = record
    if (type === 'childList') undoChildren(record, stood)
    // The target of such a record is a text or a comment.
    else if (type === 'characterData') (target as CharacterData).data = oldValue ?? ''
    else {
      // That of the others is an element, and they name the attribute.
      const [element, name] = [core.natural(target as Element), attributeName ?? '']
      if (oldValue === null) element.removeAttributeNS(attributeNamespace, name)
      else element.setAttributeNS(attributeNamespace, name, oldValue)
    }
  }
}

/** Those that were in the page before: they were removed before they were added, if they were. */
function nodesThatStood(records: readonly MutationRecord[]): ReadonlySet<Node> {
  const stood = new Set<Node>()
  const made = new Set<Node>()
  for (const { addedNodes, removedNodes } of records) {
    for (const node of removedNodes) if (!made.has(node)) stood.add(node)
    for (const node of addedNodes) if (!stood.has(node)) made.add(node)
  }
  return stood
}

function undoChildren(
  { target, addedNodes, removedNodes, nextSibling }: MutationRecord,
  stood: ReadonlySet<Node>,
): void {
  // What stood elsewhere before goes back from here in one move, which browsers can make without loss.
  for (const node of addedNodes) if (!stood.has(node)) core.natural(node as ChildNode).remove()
  for (const node of removedNodes) moveBefore(target, node, nextSibling)
}

// --- the tree ---

function rememberPart(part: ChildPart, undone: (() => void)[]): void {
  const { owner, start, end, content } = part
  const shown = content ? null : part.top()
  const text = shown instanceof Text ? shown : undefined
  const isAlone = (text?.nextSibling ?? end) === end
  const undoPortal = core.loaded.livePortals?.remember(part)
  undone.push(() => {
    undoPortal?.()
    Object.assign(part, { owner, start, end, content })
    if (!content) part.adoptText({ text, isAlone })
  })
  if (content instanceof core.Instance) rememberInstance(content, undone)
  else if (isRows(content)) rememberRows(content.rows, undone)
}

/** They go back under the ids that they had. */
function rememberRows(rows: Map<RowId, Instance>, undone: (() => void)[]): void {
  const before = [...rows]
  undone.push(() => {
    rows.clear()
    for (const [id, row] of before) rows.set(id, row)
  })
  for (const [, row] of before) rememberInstance(row, undone)
}

function rememberInstance(instance: Instance, undone: (() => void)[]): void {
  const { id, key, first, last } = instance
  const parts = [...instance.parts]
  undone.push(() => {
    Object.assign(instance, { id, key, first, last })
    instance.parts.splice(0, Infinity, ...parts)
  })
  for (const part of parts) {
    if (isChildPart(part)) rememberPart(part, undone)
    // All other parts are bound to elements.
    else rememberBound(part as ElementPart, undone)
  }
}

function rememberBound(part: ElementPart, undone: (() => void)[]): void {
  const { owner, element, bound, binding } = part
  const isHandler = core.handlerOf(element, bound.slice(1)) === part
  undone.push(() => {
    part.owner = owner
    // It came as the value of the part.
    if (bound[0] === '@') part.apply(isHandler ? (binding as PartValue) : null)
  })
}
