/**
 * Shows what belongs to a part of a tree elsewhere in the document. The part itself stands there: its content lies between two
 * comments at the end of the target, so whatever changes it finds it by its path, as anywhere. In its own place nothing is left;
 * by that it is known whether its owner is in the document. It is looked at after each change: what leaves the document in
 * whatever way, and comes back in whatever way, takes along what it shows elsewhere.
 */
import type { Portals } from '../portal-additions.ts'
import type { MovablePart } from '../parts.ts'
import { isInPage } from '../commands/leaving-mark.ts'
import { core } from '../modules/core.ts'
import { outwardsFrom } from '../modules/outwards.ts'
import { moveBefore } from '../recovery/move.ts'
import { removeUnclaimed, takeStart } from './found-portals.ts'

/** A part whose content stands elsewhere. */
interface Portal {
  readonly part: MovablePart
  /** The id of the target. */
  readonly target: string
  /** Where the part would stand otherwise. */
  home: Pick<MovablePart, 'start' | 'end'>
  readonly start: Comment
  end: ChildNode
  /** Whether it was said that the target is missing. */
  isReported: boolean
}

/** Portals in portals are put from the outside to the inside. Nobody nests more. */
const MOST_ROUNDS = 100

const portals = new WeakMap<MovablePart, Portal>()
/** Also those of kept pages. What has gone for good is forgotten with its part. */
const all = new Set<WeakRef<Portal>>()
/** By the comments before their contents. */
const byStart = new WeakMap<Node, Portal>()
/** The elements that have held some. */
const targets = new WeakSet<Node>()
let isPlacing = false

export function showPortals(): Portals {
  core.onChange(placeAll)
  return { show, adopt, targetOf, move, leave: leaveNodes, remember, ownerOf, outwards }
}

const show: Portals['show'] = (part, { p, c }) => {
  if (isIntact(part)) part.apply(null)
  if (targetOf(part) !== p) {
    comeHome(part)
    if (p) leave(part, p)
  }
  part.apply(c)
}

const adopt: Portals['adopt'] = (part, { p, c }, Cursor, hydrateChild) => {
  const start = takeStart(part)
  const portal = enter(part, p, start)
  // It stands in its target, or in a fragment.
  const parent = core.natural(start).parentNode as Node
  const inside = new Cursor(parent, false, core.natural(start).nextSibling)
  hydrateChild(part, inside, c)
  portal.end = inside.takeEnd()
  part.end = portal.end
  targets.add(parent)
}

function targetOf(part: MovablePart): string {
  const portal = portals.get(part)
  return portal && isIntact(part) ? portal.target : ''
}

function move(part: MovablePart, { start, end }: MovablePart): void {
  const portal = portals.get(part)
  if (portal) portal.home = { start, end }
}

function leaveNodes(leaving: ReadonlySet<Node>): void {
  const isIn = (node: Node | null): boolean =>
    !!node && (leaving.has(node) || isIn(core.natural(node).parentNode))
  for (const portal of living()) if (isIn(portal.start) && nodesOf(portal)) place(portal)
}

function remember(part: MovablePart): () => void {
  const portal = portals.get(part)
  const home = portal?.home
  return () => {
    if (!portal || !home) return void portals.delete(part)
    portal.home = home
    keep(portal)
  }
}

// --- going and coming ---

/** Its content stands nowhere yet. */
function leave(part: MovablePart, target: string): void {
  const [start, end] = [new Comment('portal:'), new Comment()]
  core.page.createDocumentFragment().append(start, end)
  enter(part, target, start).end = end
  part.end = end
}

function enter(part: MovablePart, target: string, start: Comment): Portal {
  const home = { start: part.start, end: part.end }
  const portal: Portal = { part, target, home, start, end: start, isReported: false }
  keep(portal)
  all.add(new WeakRef(portal))
  // What was skipped in its place.
  part.content = undefined
  part.start = start
  return portal
}

function keep(portal: Portal): void {
  portals.set(portal.part, portal)
  byStart.set(portal.start, portal)
}

function comeHome(part: MovablePart): void {
  const portal = portals.get(part)
  if (!portal) return
  for (const node of nodesOf(portal) ?? [portal.start, portal.end]) core.natural(node).remove()
  portals.delete(part)
  Object.assign(part, portal.home)
  part.content = undefined
  part.adoptText({ text: undefined, isAlone: true })
}

// --- in the document ---

/** Puts all of them where they belong by now. */
function placeAll(): void {
  if (isPlacing) return
  removeUnclaimed((start) => byStart.has(start))
  let hasChanged = false
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const isStable = ![...living()].filter(place)[0]
    if (isStable) break
    hasChanged = true
  }
  // Targets may come with what others of them show.
  for (const portal of living()) reportMissing(portal)
  if (!hasChanged) return
  // Others were told before this of what has changed.
  isPlacing = true
  core.noteChange()
  isPlacing = false
}

function* living(): Generator<Portal> {
  for (const reference of all) {
    const portal = reference.deref()
    if (!portal || portals.get(portal.part) !== portal) all.delete(reference)
    else if (byStart.get(portal.start) === portal) yield portal
  }
}

/** Whether it was put elsewhere than it was. */
function place(portal: Portal): boolean {
  const { start } = portal
  const nodes = nodesOf(portal)
  if (!nodes) return recover(portal)
  const target = isOwned(portal) ? findTarget(portal) : null
  const parent = core.natural(start).parentNode
  if (target === parent || (!target && !core.natural(start).isConnected)) return false
  const before = target && nextIn(target, portal)
  const to = target ?? core.page.createDocumentFragment()
  for (const node of nodes) moveBefore(to, node, before)
  targets.add(to)
  return true
}

/** The first element with its id that is there without it. */
function findTarget(portal: Portal): Element | null {
  const { target } = portal
  const isThere = (element: Element): boolean => isReached(element, new Map([[portal, false]]))
  const first = core.page.getElementById(target)
  if (!first || isThere(first)) return first
  return [...core.page.querySelectorAll(`[id="${target}"]`)].find(isThere) ?? null
}

/** Whether its owner is there without it. What leaves with a motion is only seen to. */
function isOwned(portal: Portal, known = new Map<Portal, boolean>()): boolean {
  known.set(portal, false)
  const { start } = portal.home
  const owner = start instanceof Element ? start : start?.parentElement
  const isThere = !!start && !!owner && isInPage(owner) && isReached(start, known)
  known.set(portal, isThere)
  return isThere
}

/**
 * Whether a node is in the document, and the owner of each portal that it stands in. `known` says so of some owners; false also
 * of those that are being looked for: portals that hold each other's owners or targets, and nothing else does, are not there.
 */
function isReached(node: Node, known: Map<Portal, boolean>): boolean {
  for (let at: Node | null = node; at; at = core.natural(at).parentNode) {
    const portal = portalOf(at)
    if (portal && !(known.get(portal) ?? isOwned(portal, known))) return false
  }
  return core.natural(node).isConnected
}

function reportMissing(portal: Portal): void {
  if (core.natural(portal.start).isConnected) portal.isReported = false
  else if (!portal.isReported && isOwned(portal)) {
    portal.isReported = true
    core.report('missing-target', `#${portal.target}`)
  }
}

/** The first that stands there already, and whose owner comes later. */
function nextIn(target: Element, portal: Portal): Node | null {
  const around = portalsAround(portal)
  for (const node of core.natural(target).childNodes) {
    const other = byStart.get(node)
    if (other && isBefore(around, portalsAround(other))) return node
  }
  return null
}

/** Whether the owner of one comes before that of another one, as if everything stood where its owner is. */
function isBefore(one: readonly Portal[], other: readonly Portal[]): boolean {
  const at = one.findIndex((each, index) => each !== other[index])
  const [left, right] = [one[at]?.home.start, other[at]?.home.start]
  // What a portal holds comes behind it.
  if (!left || !right) return !left
  return !!(core.natural(left).compareDocumentPosition(right) & Node.DOCUMENT_POSITION_FOLLOWING)
}

/** The portal with those that its owner is in, from the outside. */
function portalsAround(portal: Portal): Portal[] {
  const around = [portal]
  let node: Node | null | undefined = portal.home.start
  while (node) {
    const outer = portalOf(node)
    if (outer) around.unshift(outer)
    node = outer ? outer.home.start : core.natural(node).parentNode
  }
  return around
}

/** Scripts of others have taken it apart: it is asked for once more. */
function recover(portal: Portal): false {
  const { part, target } = portal
  comeHome(part)
  leave(part, target)
  core.changeTrees(0, () => {
    throw new Error(`the portal in #${target} was taken apart`)
  })
  return false
}

/** From its start to its end; undefined when they are not beside each other any more. */
function nodesOf({ start, end }: Portal): ChildNode[] | undefined {
  const nodes: ChildNode[] = []
  for (let node: ChildNode | null = start; node; node = core.natural(node).nextSibling) {
    nodes.push(node)
    if (node === end) return nodes
  }
  return undefined
}

function isIntact(part: MovablePart): boolean {
  const portal = portals.get(part)
  return !portal || !!nodesOf(portal)
}

// --- what belongs to whom ---

function ownerOf(node: Node): Node | undefined {
  const home = portalOf(node)?.home.start
  if (!home) return undefined
  return home instanceof Element ? home : (home.parentNode ?? undefined)
}

/** The portal whose content a node is at the top of. */
function portalOf(node: Node): Portal | undefined {
  const { parentNode } = core.natural(node)
  if (!parentNode || !targets.has(parentNode)) return undefined
  // What stands behind the start of one, and before that of another one, is in it.
  for (let at: Node | null = node; at; at = core.natural(at).previousSibling) {
    const portal = byStart.get(at)
    if (portal) return portal
  }
  return undefined
}

const outwards: Portals['outwards'] = (nodes) => {
  for (const [index, node] of nodes.entries()) {
    const owner = node instanceof Node && ownerOf(node)
    if (!owner) continue
    const around: Element[] = []
    for (let at: Node | null = owner; at; at = outwardsFrom(at)) if (at instanceof Element) around.push(at)
    return [...nodes.slice(0, index + 1), ...around]
  }
  return nodes
}
