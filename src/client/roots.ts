/**
 * The places in the page whose content the server renders. Whatever does not fit throws; the caller asks the
 * server for a full render.
 */
import type { ChildDifference, Difference, Shape, StreamRow } from '../protocol/differences.ts'
import type { Path } from '../protocol/paths.ts'
import { create, hydrate } from './binder.ts'
import { ChildPart } from './child-part.ts'
import { settleControls } from './controls.ts'
import { Stream } from './stream.ts'

/** Marks the containers of roots, with their numbers. */
export const ROOT = 'data-live-root'

const roots = new Map<number, ChildPart>()

/** Binds a root to the HTML that its container shows. */
export function hydrateRoot(root: number, container: Element, shape: Shape): void {
  roots.set(root, hydrate(root, container, shape))
  settleControls()
}

/** Replaces what a container shows by a root. */
export function createRoot(root: number, container: Element, content: ChildDifference): void {
  const start = new Text()
  container.replaceChildren(start)
  container.setAttribute(ROOT, String(root))
  const part = new ChildPart(create, root, start)
  roots.set(root, part)
  part.apply(content)
  settleControls()
}

/** Passes over roots that the page has lost: the server hears of it only now. */
export function applyDifference(difference: Difference): void {
  for (let at = 0; at < difference.length; at += 2) {
    // Roots and their changes alternate.
    roots.get(difference[at] as number)?.apply(difference[at + 1] as ChildDifference)
  }
  settleControls()
}

/** Rows of a stream come or go. A stream that a later difference has removed takes its rows along. */
export function applyStream(
  [root, ...steps]: Path,
  how: 'append' | 'prepend' | 'reset' | 'remove',
  rows: readonly (StreamRow | string)[],
): void {
  // Paths begin with a root.
  let stream: unknown = roots.get(root as number)?.content
  // What has no steps leads nowhere.
  for (const step of steps) stream = (stream as Partial<Stream> | undefined)?.at?.(step)
  if (!(stream instanceof Stream)) return
  // Keys go with `remove`, rows with all others.
  if (how === 'remove') stream.drop(rows as readonly string[])
  else {
    if (how === 'reset') stream.drop([...stream.rows.keys()])
    // Rows, not keys.
    stream.add(rows as readonly StreamRow[], how !== 'prepend')
  }
  settleControls()
}

/** Ends a root. What its container shows is removed, unless that is not its content any more. */
export function removeRoot(root: number): void {
  const container = roots.get(root)?.start.parentElement
  container?.removeAttribute(ROOT)
  container?.replaceChildren()
  roots.delete(root)
}

/** All roots are over; they are to be created anew, with templates whose ids mean something else. */
export function removeRoots(): void {
  for (const root of roots.keys()) removeRoot(root)
}

/** The roots that the page has lost since this was asked. */
export function lostRoots(): number[] {
  const lost = [...roots].flatMap(([root, { start }]) => (start.isConnected ? [] : root))
  for (const root of lost) roots.delete(root)
  return lost
}
