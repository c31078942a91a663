/**
 * The places in the page whose content the server renders. Whatever does not fit throws; the caller asks the
 * server for a full render.
 */
import type { ChildDifference, Difference } from '../protocol/differences.ts'
import type { ChildPart } from './child-part.ts'
import { page } from './clobbering.ts'
import { ROOT } from './marks.ts'
import type { EffectOf } from '../protocol/effects.ts'
import { withModule } from './lazy-modules.ts'

export const roots: Map<number, ChildPart> = new Map()
/** The number of a root that no circuit has: its events lead nowhere. */
export const NOBODY = -1
/** What is to be done to roots whose mounting waits, behind an effect that must be loaded. */
export const awaitedRoots: Map<number, (() => void)[]> = new Map()

/** A root will stand in the page: what comes for it before that is kept for it. */
export function awaitRoot(root: number): void {
  if (!roots.has(root)) awaitedRoots.set(root, [])
}

/** The element that a root stands in. */
export function containerOf(root: number): Element | null {
  return page.querySelector(`[${ROOT}="${root}"]`)
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
export function applyStream(effect: EffectOf<'stream'>): void {
  const [, [root]] = effect
  // Paths begin with the number of a root.
  reach(root as number, () => withModule('liveRows', (rows) => rows.changeStream(effect)))
}

/** Now, or when the root is mounted. */
function reach(root: number, change: () => void): void {
  const waiting = awaitedRoots.get(root)
  if (waiting) waiting.push(change)
  else change()
}
