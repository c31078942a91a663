/** Moves the focus, and remembers where it was. */
import { core } from '../modules/core.ts'
import { findOutwards } from '../modules/outwards.ts'
import { focusWithin, takesFocus } from '../modules/plain-commands.ts'

/** Each element with those around it, as it may be gone when the focus comes back; nothing when nothing had the focus. */
const remembered: Element[][] = []

const MOST_REMEMBERED = 20

/** The first in an element that takes the focus, not the element itself. */
export function focusFirst(element: Element): void {
  ;[...core.natural(element).querySelectorAll('*')].some(takesFocus)
}

export function pushFocus(element: Element | null): void {
  const around: Element[] = []
  // What is in the body anywhere is not near: the focus would go to the start of the page, which is scrolled there.
  const isFar = (each: Element): boolean => each === core.page.body || each === core.page.documentElement
  if (element) findOutwards(element, (each) => isFar(each) || !around.push(each))
  // What was never gone back to would be kept, with what is around it.
  if (remembered.push(around) > MOST_REMEMBERED) remembered.shift()
}

/** To the element, or else to the nearest around it that is still there, or what in that takes the focus. */
export function popFocus(): void {
  const around = remembered.pop()
  // Elements of HTML, SVG and MathML can all have it.
  if (around?.length === 0) (core.page.activeElement as HTMLElement | null)?.blur()
  around?.some((element) => core.natural(element).isConnected && focusWithin(element))
}
