/** Which elements have handlers on the server, for which types of events. */
import { natural } from './clobbering.ts'
import type { Binding } from '../protocol/differences.ts'
import type { Path } from '../protocol/paths.ts'

/** A handler: what the browser must know of it, and where it is. */
export interface EventPart {
  readonly binding: Binding | 0
  path(): Path
}

const handlers = new Map<string, WeakMap<Element, EventPart>>()
let onType: ((type: string) => void) | undefined

/** From now on the listener is called for each type of events that has a handler, once. */
export function onNewType(listener: (type: string) => void): void {
  onType = listener
}

/** The handler that an element has for a type of event. */
export function handlerOf(element: Element, type: string): EventPart | undefined {
  return handlers.get(type)?.get(element)
}

/** The element has this handler for this type of event, or none any more. */
export function setHandler(element: Element, type: string, part: EventPart | null): void {
  let ofType = handlers.get(type)
  if (!ofType) {
    handlers.set(type, (ofType = new WeakMap()))
    onType?.(type)
  }
  // Listeners of documents cannot prevent these: https://dom.spec.whatwg.org/#default-passive-value
  if (part?.binding && part.binding.prevent && /^(wheel|touch)/.test(type))
    natural(element).addEventListener(type, prevent, { passive: false })
  if (part) ofType.set(element, part)
  else ofType.delete(element)
}

/** Prevents what is still to be prevented: the handler may have changed. */
function prevent(event: Event): void {
  // It listens to elements.
  const { binding } = handlerOf(event.currentTarget as Element, event.type) ?? {}
  if (binding && binding.prevent && !(binding.self && event.target !== event.currentTarget))
    event.preventDefault()
}
