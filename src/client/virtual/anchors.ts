/** What stays where it is seen, whatever comes and goes above it, and however high that is. */
import type { RowsInPage } from './rows-in-page.ts'
import { scrollerOf, seenOf, stretchOf, type Stretch } from './scroller.ts'

/** The edge of an element, and where that is in what scrolls. */
export interface Anchor {
  readonly element: Element
  readonly edge: keyof Stretch
  readonly place: number
}

/** Those of a list that begins with this space; the first counts, and the next where that is gone. */
export function anchorsAmong(start: Element, { rows, spaces }: RowsInPage): readonly Anchor[] {
  const scroller = scrollerOf(start)
  const { scrollTop } = scroller
  // At its top a page shows what comes there.
  if (scrollTop <= 0) return []
  leaveToUs(scroller)
  const seen = seenOf(start)
  const anchor = (element: Element, edge: keyof Stretch): Anchor => ({
    element,
    edge,
    place: stretchOf(element)[edge] + scrollTop,
  })
  if (stretchOf(start).top >= seen.top) return [anchor(start, 'top')]
  const boxes = rows.map(({ element }) => ({ element, ...stretchOf(element) }))
  // What grows above its own top edge moves nothing but itself: rows that are seen as a whole come first.
  const whole = boxes.filter(({ top, bottom }) => top >= seen.top && top < seen.bottom && bottom > top)
  const partly = boxes.filter(({ top, bottom }) => top < seen.top && bottom > seen.top)
  const seenRows = [...whole, ...partly]
  const end = spaces.at(-1)?.element
  if (seenRows.length > 0 || !end) return seenRows.map(({ element }) => anchor(element, 'top'))
  // Rows that come at the end may be higher than was thought: it is still the end.
  const isAtEnd = scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
  return isAtEnd || stretchOf(end).bottom < seen.top ? [anchor(end, 'bottom')] : []
}

/** What browsers do of it by themselves, where they do, would be done twice. */
function leaveToUs(scroller: Element): void {
  // What scrolls has styles.
  const { style } = scroller as HTMLElement
  if (style.overflowAnchor !== 'none') style.overflowAnchor = 'none'
}
