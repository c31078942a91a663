/** Moves an element that may have the focus, which it has afterwards too. */
import { core } from '../modules/core.ts'

export function keepFocus(element: Element, move: () => void): void {
  // Elements of HTML, SVG and MathML can all have it.
  const focused = core.page.activeElement as HTMLElement | null
  const has = !!focused && core.natural(element).contains(focused)
  const stop = (event: Event): void => event.stopImmediatePropagation()
  // Nobody has moved the focus: no listener is called.
  if (has) for (const type of FOCUS_EVENTS) addEventListener(type, stop, true)
  try {
    move()
    if (has) core.natural(focused).focus({ preventScroll: true })
  } finally {
    for (const type of FOCUS_EVENTS) removeEventListener(type, stop, true)
  }
}

const FOCUS_EVENTS = ['focus', 'blur', 'focusin', 'focusout']
