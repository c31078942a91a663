/** Listeners of elements, where those of the document come too late: on the way down, and for wheels and fingers. */
import { core } from '../modules/core.ts'

/** What is on its way down now. */
let capturing: Event | undefined

export function isCapturing(event: Event): boolean {
  return event === capturing
}

/** The handler of an element for this type has become another one. */
export function bind(element: Element, type: string): void {
  // The listeners are the same each time, and an element has a listener once.
  core.natural(element).addEventListener(type, capture, true)
  // Those of documents cannot prevent these: https://dom.spec.whatwg.org/#default-passive-value
  if (/^(wheel|touch)/.test(type)) core.natural(element).addEventListener(type, prevent, { passive: false })
}

/** Handlers that have events on their way down, before those of what is inside. */
function capture(event: Event): void {
  // It listens to elements.
  const element = event.currentTarget as Element
  const { x } = core.handlerOf(element, event.type)?.binding ?? {}
  if (!x?.capture) return
  capturing = event
  if (core.handle(event, element, false)) event.stopPropagation()
  capturing = undefined
}

/** Prevents what is still to be prevented: the handler may have changed. */
function prevent(event: Event): void {
  // As above.
  const element = event.currentTarget as Element
  if (core.partAt(event, element)?.binding.prevent) event.preventDefault()
}
