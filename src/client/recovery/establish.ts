/** Shows roots in full: those of a new circuit where others stand, or those of the same one when they did not fit. */
import type { ChildDifference, NewInstance } from '../../protocol/differences.ts'
import type { RootEstablished } from '../../protocol/messages.ts'
import type { ChildPart } from '../child-part.ts'
import { ROOT } from '../marks.ts'
import { containerOf } from '../modules/container-of.ts'
import { core } from '../modules/core.ts'
import { applyAwaited } from '../modules/apply-awaited.ts'
import { isPlace } from './child-parts.ts'
import { carryAll, carryForms } from './carry.ts'
import { boundHtml, newCircuit, placesFor, sameCircuit } from './correspondence.ts'
import { handOver } from './hand-over.ts'
import { leftBehind } from './left-behind.ts'
import { reportLostRoots } from './lost-roots.ts'
import { showUnplaced } from './notice.ts'
import { latestIsShown, latestRenewal, showDocument } from './renew.ts'
import { NOBODY } from '../roots.ts'
import { idOf, keyOf } from './records.ts'
import { shapeOf } from './shape-of.ts'
import { removeRoot } from './remove-root.ts'
import { renewPart } from './standing.ts'
import { exchange } from './undo.ts'
import { noteTexts } from './unplaced.ts'

/** With the event that caused it they are of the same circuit. Returns whether they fit. */
export function establish(established: readonly RootEstablished[], cause: number | undefined): boolean {
  const isNew = cause === undefined
  const places = isNew ? placesFor(established) : undefined
  const roots = new Map<number, ChildPart>()
  const login = latestRenewal()?.login
  // Before the first renewal nothing was rendered that a new circuit could differ from.
  const edits = isNew && login && login !== 'other' ? core.loaded.liveEdits : undefined
  edits?.beginRenewal()
  const lost: number[] = []
  const showAll = (): void => {
    for (const each of established) {
      const [root, , content] = each
      const own = core.roots.get(root)
      const place = places?.get(root)
      const container = places ? place?.container : (own?.element() ?? containerOf(root))
      const old = !places ? own : place?.isSame ? standingIn(place.container) : undefined
      if (container) roots.set(root, show(each, container, old, isNew))
      // One whose mounting waits gets this content then. What comes in a circuit that goes on is content.
      else if (!isNew && !own) core.applyDifference([root, content as ChildDifference])
      else lost.push(root)
    }
    core.loaded.liveEdits?.settle(cause ?? 0)
  }
  const unplaced = noteTexts()
  core.changeTrees(cause ?? 0, () => exchange(core.roots.values(), showAll))
  const fits = !core.consistency.mismatch
  if (fits) {
    replaceRoots(roots, isNew)
    latestIsShown()
    if (isNew) showDocument()
    for (const root of roots.keys()) applyAwaited(root)
    for (const root of lost) removeRoot(root)
    reportLostRoots(lost)
    // What one user has typed is not shown to another one.
    if (login !== 'other') showUnplaced(unplaced())
  }
  const changed = edits?.endRenewal()
  // What was typed before somebody logged in is not sent as theirs.
  if (changed && fits && login !== 'first') handOver(changed)
  return fits
}

/** The root that stands in an element, whatever its number. */
function standingIn(container: Element): ChildPart | undefined {
  return [...core.roots.values()].find((part) => part.element() === container)
}

/** What is shown was made for another user than what comes. */
function isOfAnother(): boolean {
  return latestRenewal()?.login === 'other'
}

/** Shows a root in its container, where another one may stand. */
function show(
  [root, how, content]: RootEstablished,
  container: Element,
  standing: ChildPart | undefined,
  isNew: boolean,
): ChildPart {
  if (how === 'shape') return core.hydrate(root, container, content)
  const bound = standing || (isNew && isOfAnother()) ? undefined : hydrated(root, container, content)
  const part = isNew && isOfAnother() ? undefined : (standing ?? bound)
  if (part && isPlace(part)) {
    part.owner = root
    renewPart(part, content, bound ? boundHtml : isNew ? newCircuit : sameCircuit)
    return part
  }
  // It is built before anything of what is shown goes.
  const holder = core.natural(container).cloneNode(false)
  const built = new core.ChildPart(core.create, root, holder)
  built.apply(content)
  built.start = container
  const replace = (): void => {
    const nodes = core.page.createDocumentFragment()
    // One by one: the arguments of a call are limited.
    for (let node = top(holder); node; node = top(holder)) nodes.append(node)
    core.natural(container).replaceChildren(nodes)
  }
  const leaving = { part: standing ?? new core.ChildPart(core.create, root, container), next: built }
  if (!isNew) carryAll({ ...leaving, keyOfRow: idOf }, replace)
  else if (isOfAnother()) replace()
  else carryForms({ ...leaving, keyOfRow: keyOf }, replace)
  return built
}

/** What the page shows may be HTML of such content, which nobody has bound yet. */
function hydrated(root: number, container: Element, content: NewInstance | null): ChildPart | undefined {
  if (!content || core.roots.size > 0) return undefined
  try {
    return core.hydrate(root, container, shapeOf(content))
  } catch {
    return undefined
  }
}

/** From now on these are the roots. Others of the same circuit are over; a new circuit does not know them. */
function replaceRoots(roots: ReadonlyMap<number, ChildPart>, isNew: boolean): void {
  const parts = new Set(roots.values())
  for (const [root, part] of [...core.roots]) {
    if (parts.has(part)) core.roots.delete(root)
    else if (!isNew) removeRoot(root)
    else {
      core.roots.delete(root)
      // Its events lead nowhere.
      part.owner = NOBODY
      core.natural(part.element()).removeAttribute(ROOT)
      leftBehind.set(part.element(), part)
    }
  }
  if (isNew && isOfAnother()) emptyOthers(parts)
  for (const [root, part] of roots) {
    core.roots.set(root, part)
    const container = core.natural(part.element())
    container.setAttribute(ROOT, String(root))
    // What stood there may have been another root.
    const key = isNew && latestRenewal()?.keys.get(root)
    if (key) container.setAttribute('data-live-key', key)
  }
}

/** What one user saw does not stay for another one, whether it was ever bound or not. */
function emptyOthers(parts: ReadonlySet<ChildPart>): void {
  const containers = new Set([...parts].map((part) => part.element()))
  for (const container of core.page.querySelectorAll(`[${ROOT}],[data-live-key]`))
    if (!containers.has(container)) core.natural(container).replaceChildren()
}

function top(holder: Node): ChildNode | null {
  return core.natural(holder).firstChild
}
