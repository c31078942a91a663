/** Handlers that have events on their way down, before those of what is inside. */
import { core } from '../modules/core.ts'

/** What is on its way down now. */
let capturing: Event | undefined

export function isCapturing(event: Event): boolean {
  return event === capturing
}

/** The handler of an element for this type has become another one. */
export function bindCapture(element: Element, type: string): void {
  // The listener is the same each time, and an element has a listener once.
  core.natural(element).addEventListener(type, capture, true)
}

function capture(event: Event): void {
  // It listens to elements.
  const element = event.currentTarget as Element
  const { x } = core.handlerOf(element, event.type)?.binding || {}
  if (!x?.capture) return
  capturing = event
  if (core.handle(event, element, false)) event.stopPropagation()
  capturing = undefined
}
