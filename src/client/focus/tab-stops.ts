/** Where the Tab key stops. */
import { core } from '../modules/core.ts'

/** What in an element the Tab key stops at, in the order of the document. */
export function tabStops(element: Element): HTMLElement[] {
  return [...core.natural(element).querySelectorAll<HTMLElement>('*')].filter(isTabStop)
}

/** Whether the Tab key may stop in it more than once: parts of dates, controls of media, what is in a shadow root. */
export function hasInnerStops(element: Element): boolean {
  return (
    core.natural(element).localName.includes('-') ||
    core.natural(element).matches('audio,video,[type^=date],[type=time],[type=month],[type=week]')
  )
}

function isTabStop(element: HTMLElement): boolean {
  const { tabIndex } = core.natural(element)
  return (
    tabIndex >= 0 &&
    !core.natural(element).matches(':disabled,[inert],[inert] *') &&
    core.natural(element).getClientRects().length > 0 &&
    getComputedStyle(element).visibility === 'visible' &&
    !isBehindItsGroup(element)
  )
}

/** Of radio buttons that exclude each other the Tab key stops at the one that is checked. */
function isBehindItsGroup(element: HTMLElement): boolean {
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio' || element.checked) return false
  const { name, form } = element
  const others = core.page.querySelectorAll<HTMLInputElement>(':checked')
  return [...others].some((each) => each.type === 'radio' && each.name === name && each.form === form)
}
