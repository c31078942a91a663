/** Where the focus was, and where it goes when what it was moved into is over. */
import { core } from '../modules/core.ts'
import { focusWithin } from '../modules/plain-commands.ts'
import { isInside, placeOf } from './inside.ts'
import type { Place } from './traps.ts'

/** Where the focus was last, and before that: a command may have moved it into what it has shown. */
let places: readonly [last: Place<Element>, before: Place<Element>] = [[], []]
let isFollowing = false

/** From now on it is known where the focus was. */
export function followFocus(): void {
  if (isFollowing) return
  isFollowing = true
  remember()
  core.page.addEventListener('focusin', remember, true)
  core.page.addEventListener('pointerdown', ({ target }) => rememberPress(target), true)
}

export function remember(): void {
  const place = placeOf(core.page.activeElement)
  if (place.length > 0 && place[0] !== places[0][0]) places = [place, places[0]]
}

/** Where the focus was last that is not in this element. */
export function placeOutside(element: Element): Place<Element> {
  return places.find((place) => !place.includes(element)) ?? []
}

/** Whether nothing has the focus, or what is in this element. */
export function isLost(element: Element): boolean {
  const { activeElement, body } = core.page
  return !activeElement || activeElement === body || isInside(activeElement, element)
}

/** Gives the focus back to a place: to the inmost of it that is still there and takes it. */
export function giveBack(place: Place<Element>): boolean {
  return place.some((each) => core.natural(each).isConnected && focusWithin(each))
}

/** In Safari buttons that are clicked do not get the focus: https://webkit.org/b/22261 */
function rememberPress(target: EventTarget | null): void {
  const control =
    target instanceof Element && target.closest('a[href],button,input,select,textarea,summary,[tabindex]')
  if (control && control !== places[0][0]) places = [placeOf(control), places[0]]
}
