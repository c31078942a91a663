/** What users see of an element, and where they scroll. */
import { core } from '../modules/core.ts'

/** Whether it is displayed and visible. What has no box of its own is seen where it stands. */
export function isSeen(element: Element): boolean {
  let at: Element | null = element
  while (at && getComputedStyle(at).display === 'contents') at = core.natural(at).parentElement
  // Tests without a browser have no view.
  const { checkVisibility }: Partial<Element> = at ? core.natural(at) : {}
  return !checkVisibility || checkVisibility.call(at, { visibilityProperty: true })
}

/** Whether a press is one on a bar that scrolls the page, or the element that was pressed. */
export function isOnScrollBar({ target, clientX, clientY }: PointerEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  const { clientWidth, clientHeight, clientLeft, clientTop, offsetWidth, offsetHeight } = core.natural(target)
  // What is inline has no bars. Tests without a browser have no sizes.
  if (!clientWidth) return false
  // The size of the root is that of the view, without the bars.
  if (target === core.page.documentElement) return clientX >= clientWidth || clientY >= clientHeight
  const box = core.natural(target).getBoundingClientRect()
  const style = getComputedStyle(target)
  const widthOf = (...sides: string[]): number =>
    sides.reduce((sum, side) => sum + parseFloat(style.getPropertyValue(`border-${side}-width`)), 0)
  const [wide, high] = [offsetWidth / box.width, offsetHeight / box.height]
  const x = (clientX - box.x) * wide - clientLeft
  const y = (clientY - box.y) * high - clientTop
  // Sizes are rounded.
  const hasBar = offsetWidth - clientWidth - widthOf('left', 'right') > 1
  const hasBarBelow = offsetHeight - clientHeight - widthOf('top', 'bottom') > 1
  return (hasBar && (x < 0 || x >= clientWidth)) || (hasBarBelow && y >= clientHeight)
}
