/**
 * Content that comes and goes with a motion. What goes has left the tree at once: nothing waits for it. It is put back where it
 * stood to be seen until its motion ends, as it was, but out of reach: nobody can use it, it is not read aloud, no selector of an
 * operation finds it, and no form sends it. What comes back in the meantime takes its place.
 */
import type { Glide, Json, Motion } from '../../protocol/differences.ts'
import type { NamedEffect } from '../../protocol/effects.ts'
import type { DirectedPart } from '../additions.ts'
import type { ElementPart } from '../element-parts.ts'
import { core } from '../modules/core.ts'
import { ours } from '../modules/ours.ts'
import { wasExpected } from './added-row.ts'
import { followMoves, watchMoves } from './gliding.ts'
import { LEAVING } from './leaving-mark.ts'
import { mayMove, move } from './motion.ts'
import { wasUnseen } from './removed-row.ts'
import { isInTree, isSamePlace } from './tree-places.ts'

interface Animated {
  readonly part: ElementPart
  readonly enter: Motion | null
  readonly leave: Motion | null
}

interface Leaver {
  readonly animated: Animated
  readonly text: string | null
  end(): void
}

const animated = new WeakMap<Node, Animated>()
/** What was made and may come into the page with this change. */
const coming = new Set<Animated>()
const leavers = new Set<Leaver>()
/** Whether the change under way is one of the same page: what a navigation takes away is gone. */
let state: 'idle' | 'changing' = 'idle'

// What comes by itself was no change of ours: scripts may remove what they like.
const removals = new MutationObserver(() => {})

/** Says how an element comes, goes and moves. */
export function animate(part: DirectedPart, data: Json | undefined): void {
  const { element } = part
  if (data === undefined) {
    animated.delete(element)
    followMoves(element, undefined)
    return
  }
  // The server sends two motions, and how it glides.
  const [enter, leave, glide] = data as unknown as [Motion | null, Motion | null, Glide?]
  followMoves(element, glide)
  // All parts with directives are parts of elements.
  const each: Animated = { part: part as ElementPart, enter, leave }
  if (!animated.has(element) && !core.natural(element).isConnected) coming.add(each)
  animated.set(element, each)
}

export function followContent(): void {
  removals.observe(core.page.documentElement, { childList: true, subtree: true })
}

/** A frame is about to be applied. */
export function contentChanges(effects: readonly NamedEffect[]): void {
  removals.takeRecords()
  state = effects.some(([word]) => word === 'page') ? 'idle' : 'changing'
  queueMicrotask(() => (state = 'idle'))
}

/** The page has changed. */
export function contentChanged(): void {
  const records = removals.takeRecords()
  if (state === 'changing' && mayMove())
    for (const record of records) for (const node of record.removedNodes) leave(node, record)
  for (const each of coming) {
    const { element } = each.part
    if (!core.natural(element).isConnected) continue
    for (const leaver of leavers) if (comesBack(leaver, each)) leaver.end()
    // It is there for users already.
    if (each.enter && !wasExpected(element)) move(element, each.enter)
  }
  coming.clear()
}

/** It is seen where it stood. */
function leave(node: Node, { target, nextSibling, previousSibling }: MutationRecord): void {
  const each = animated.get(node)
  if (!each?.leave || node.isConnected || !target.isConnected) return
  const { element, owner } = each.part
  // For users it has left already; or it has not, and waits for the target of its portal.
  if (wasUnseen(element) || isInTree(owner)) return
  animated.delete(node)
  const [parent, after] = [core.natural(target), core.natural(element)]
  const text = after.textContent
  putOutOfReach(element)
  ours(() => {
    if (nextSibling?.parentNode === target) parent.insertBefore(element, nextSibling)
    else if (previousSibling?.parentNode === target) parent.insertBefore(element, previousSibling.nextSibling)
    else parent.appendChild(element)
  })
  const gone = (): void => {
    leavers.delete(leaver)
    // What stands behind it moves up.
    watchMoves(() => ours(() => core.natural(element).remove()))
  }
  const leaver: Leaver = {
    animated: each,
    text,
    end() {
      stop()
      gone()
    },
  }
  leavers.add(leaver)
  const stop = move(element, each.leave, gone)
}

/** Whether what comes is what is about to be gone: of the same place, and in a list with the same text. */
function comesBack({ animated: { part }, text }: Leaver, { part: next }: Animated): boolean {
  return (
    part.bound === next.bound &&
    isSamePlace(part.owner, next.owner, () => text === core.natural(next.element).textContent)
  )
}

function putOutOfReach(element: Element): void {
  const own = core.natural(element)
  own.setAttribute(LEAVING, '')
  own.setAttribute('inert', '')
  own.setAttribute('aria-hidden', 'true')
  for (const each of [own, ...own.querySelectorAll('*')]) {
    // Pictures refer to what is in them.
    if (!(each instanceof SVGElement)) each.removeAttribute('id')
    if (!('form' in each)) continue
    each.removeAttribute('name')
    // The form of no id is none.
    each.setAttribute('form', '')
  }
}
