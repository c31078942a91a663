/** What a list scrolls in, and what of it can be seen. */
import { core } from '../modules/core.ts'

/** A stretch of the window, from above. */
export interface Stretch {
  readonly top: number
  readonly bottom: number
}

/** The elements around this one, innermost first. */
function* around(element: Element): Generator<Element> {
  for (let at = core.natural(element).parentElement; at; at = core.natural(at).parentElement) yield at
}

/** What scrolls when the list is scrolled: the nearest element around it that can, or the document. */
export function scrollerOf(element: Element): Element {
  const { page } = core
  // The document has one.
  const root = page.scrollingElement as Element
  for (const each of around(element)) {
    if (each === page.body || each === root) break
    const { scrollHeight, clientHeight } = core.natural(each)
    if (scrollHeight > clientHeight && /auto|scroll/.test(getComputedStyle(each).overflowY))
      return core.natural(each)
  }
  return root
}

/** What of the window shows the list: what clips it cuts that off. */
export function seenOf(element: Element): Stretch {
  let [top, bottom] = [0, innerHeight]
  for (const each of clippersOf(element)) {
    const box = stretchOf(each)
    top = Math.max(top, box.top)
    bottom = Math.min(bottom, box.bottom)
  }
  return { top, bottom }
}

/** The elements around this one that may cut it off. */
export function* clippersOf(element: Element): Generator<Element> {
  const { page } = core
  for (const each of around(element)) {
    if (each === page.body || each === page.documentElement) return
    if (getComputedStyle(each).overflowY !== 'visible') yield each
  }
}

export function stretchOf(element: Element): Stretch {
  const { top, bottom } = core.natural(element).getBoundingClientRect()
  return { top, bottom }
}
