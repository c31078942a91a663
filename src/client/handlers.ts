/** Which elements have handlers on the server, for which types of events. */
import type { Binding } from '../protocol/differences.ts'
import type { Path } from '../protocol/paths.ts'

/** A handler: what the browser must know of it, and where it is. */
export interface EventPart {
  /** What the browser must know of it; empty when that is nothing. */
  readonly binding: Binding
  path(): Path
}

const handlers = new Map<string, WeakMap<Element, EventPart | undefined>>()
let onHandler: ((element: Element, type: string) => void) | undefined

/** From now on the listener is called when the handler of an element for a type of event has become another one. */
export function onHandlers(listener: (element: Element, type: string) => void): void {
  onHandler = listener
}

/** The handler that an element has for a type of event. */
export function handlerOf(element: Element, type: string): EventPart | undefined {
  return handlers.get(type)?.get(element)
}

/** The element has this handler for this type of event, or none any more. */
export function setHandler(element: Element, type: string, part: EventPart | undefined): void {
  handlers.set(type, (handlers.get(type) ?? new WeakMap()).set(element, part))
  onHandler?.(element, type)
}
