/**
 * The places in the page whose content the server renders. Whatever does not fit throws; the caller asks the
 * server for a full render.
 */
import type { ChildDifference, Difference, Shape } from '../protocol/differences.ts'
import { hydrate } from './binder.ts'
import type { ChildPart } from './child-part.ts'
import { natural, page } from './clobbering.ts'
import { ROOT } from './marks.ts'
import type { EffectOf } from '../protocol/effects.ts'
import { Stream } from './stream.ts'

export const roots: Map<number, ChildPart> = new Map()
/** The number of a root that no circuit has: its events lead nowhere. */
export const NOBODY = -1
/** What is to be done to roots whose mounting waits, behind an effect that must be loaded. */
export const expected: Map<number, (() => void)[]> = new Map()

/** A root will stand in the page: what comes for it before that is kept for it. */
export function expectRoot(root: number): void {
  if (!roots.has(root)) expected.set(root, [])
}

/** The element that a root stands in. */
export function containerOf(root: number): Element | null {
  return page.querySelector(`[${ROOT}="${root}"]`)
}

/** Binds a root to the HTML that its container shows. */
export function hydrateRoot(root: number, container: Element, shape: Shape): void {
  roots.set(root, hydrate(root, container, shape))
}

/** Passes over roots that the page has lost: the server gets to know it only now. */
export function applyDifference(difference: Difference): void {
  for (let at = 0; at < difference.length; at += 2) {
    // Roots and their changes alternate.
    const [root, change] = [difference[at] as number, difference[at + 1] as ChildDifference]
    reach(root, () => roots.get(root)?.apply(change))
  }
}

/** Rows of a stream come or go. */
export function applyStream([, [root, ...steps], how, ...rows]: EffectOf<'stream'>): void {
  // Paths begin with the number of a root.
  reach(root as number, () => {
    // As above.
    let stream: unknown = roots.get(root as number)?.content
    // What has no steps leads nowhere.
    for (const step of steps) stream = (stream as Partial<Stream> | undefined)?.at?.(step)
    if (stream instanceof Stream) stream.change(how, rows)
  })
}

/** Now, or when the root is mounted. */
function reach(root: number, change: () => void): void {
  const waiting = expected.get(root)
  if (waiting) waiting.push(change)
  else change()
}

/** Ends a root. What its container shows is removed, unless that is not its content any more. */
export function removeRoot(root: number): void {
  const container = roots.get(root)?.element()
  if (container && isContainer(container, root)) {
    natural(container).removeAttribute(ROOT)
    natural(container).replaceChildren()
  }
  roots.delete(root)
  expected.delete(root)
}

/** Removes the roots that the page has lost, and names them. */
export function removeLostRoots(): number[] {
  const lost = [...roots].flatMap(([root, part]) => {
    const container = part.element()
    return natural(container).isConnected && isContainer(container, root) ? [] : root
  })
  for (const root of lost) roots.delete(root)
  return lost
}

/** Whether an element still shows this root, and no other content or root that was put there. */
function isContainer(element: Element, root: number): boolean {
  return natural(element).getAttribute(ROOT) === String(root)
}
