/** Sorting by a mouse, a finger or a pen, from the handle of a row. */
import { core } from '../modules/core.ts'
import { boxOf, cancel, bring, drop, isHolding, liftRow } from './hand.ts'
import { isOff, rowAround, type SortedList } from './lists.ts'
import type { Point } from './measure.ts'

/** So many pixels make a press a drag. */
const SLACK = 4
/** So near to an edge, in pixels, what is behind it comes into view, by so many in each frame. */
const EDGE = 40
const SPEED = 10

interface Press {
  readonly pointer: number
  readonly start: Point
  readonly list: SortedList
  readonly row: HTMLElement
  /** Where the row was. */
  readonly box: Point
}

let press: Press | undefined
let now: Point = { x: 0, y: 0 }

export function followPointers(): void {
  on('pointerdown', pressed)
  on('pointermove', moved)
  on('pointerup', (event) => end(event, () => drop(false)))
  on('pointercancel', (event) => end(event, cancel))
  // A drag selects no text, and is none of the browser's.
  for (const type of ['selectstart', 'dragstart'])
    addEventListener(type, (event) => press && event.preventDefault(), true)
  addEventListener('scroll', () => press && isHolding() && follow(), true)
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !press || !isHolding()) return
      event.preventDefault()
      event.stopImmediatePropagation()
      press = undefined
      cancel()
    },
    true,
  )
}

/** A finger on a handle does not scroll. Only what listens to the list before it is touched can say so. */
export function holdTouches(list: Element): void {
  list.addEventListener('touchmove', (event) => press && event.cancelable && event.preventDefault(), {
    passive: false,
  })
}

function pressed(event: PointerEvent): void {
  if (!event.isPrimary || event.button || press) return
  const path = event.composedPath()
  const [target] = path
  const found = rowAround(path)
  if (!found || !(target instanceof Element)) return
  const { row, list } = found
  const grip = core.natural(target).closest('[data-handle]')
  // What can be used in a row that is its own handle is no handle.
  const control = core
    .natural(target)
    .closest('a,button,input,select,textarea,summary,label,[contenteditable]')
  if (!grip || !row.contains(grip) || isOff(grip) || (control && control !== grip && grip.contains(control)))
    return
  const { x, y } = boxOf(row)
  now = { x: event.clientX, y: event.clientY }
  press = { pointer: event.pointerId, start: now, list, row, box: { x, y } }
}

function moved(event: PointerEvent): void {
  if (!press || event.pointerId !== press.pointer) return
  // It was released where no page hears of it: in another window, or by a tool that takes pictures of the screen.
  if (!event.buttons) return end(event, cancel)
  now = { x: event.clientX, y: event.clientY }
  const { start, row, list } = press
  if (!isHolding()) {
    if (Math.hypot(now.x - start.x, now.y - start.y) < SLACK) return
    if (!liftRow(row, list)) return void (press = undefined)
    requestAnimationFrame(scrollOn)
  }
  follow()
}

function follow(): void {
  if (!press) return
  const { start, box } = press
  bring({ x: box.x + now.x - start.x, y: box.y + now.y - start.y }, now)
}

function end({ pointerId }: PointerEvent, how: () => void): void {
  if (pointerId !== press?.pointer) return
  press = undefined
  if (!isHolding()) return
  how()
  // The click that ends a drag is none.
  const keep = (event: Event): void => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  addEventListener('click', keep, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', keep, true))
}

// --- what scrolls near its edges ---

function scrollOn(): void {
  if (!press || !isHolding()) return
  for (
    let at: Element | null = core.page.elementFromPoint(now.x, now.y);
    at;
    at = core.natural(at).parentElement
  )
    if (scrolls(at)) scrollAt(at)
  requestAnimationFrame(scrollOn)
}

function scrolls(element: Element): boolean {
  const own = core.natural(element)
  if (element === core.page.scrollingElement) return true
  const isLonger = own.scrollHeight > own.clientHeight || own.scrollWidth > own.clientWidth
  return isLonger && /auto|scroll/.test(getComputedStyle(element).overflow)
}

function scrollAt(element: Element): void {
  const isPage = element === core.page.scrollingElement
  const { left, top, right, bottom } = isPage
    ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
    : core.natural(element).getBoundingClientRect()
  element.scrollBy({ left: speed(now.x, left, right), top: speed(now.y, top, bottom), behavior: 'instant' })
}

function speed(at: number, start: number, end: number): number {
  if (at < start + EDGE) return -SPEED
  return at > end - EDGE ? SPEED : 0
}

function on(
  type: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel',
  listener: (event: PointerEvent) => void,
): void {
  addEventListener(type, listener, true)
}
