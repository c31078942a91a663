/**
 * Properties that users can change too. A lazy module decides what they show; until it is there, what is rendered
 * for them waits, and is taken in its order. What is not in the page yet nobody can have changed: it is written.
 */
import { natural } from './clobbering.ts'
import { outbox } from './connection.ts'
import { loaded, waiting, withModule } from './lazy-modules.ts'
import { assign } from './property.ts'

/** Sets a property, unless the user has the last word. */
export function renderProperty(element: Element, name: string, value: unknown): void {
  if (!mayBeEdited(element, name)) return assign(element, name, value)
  const meant = referenced(element, value)
  if (!loaded.liveEdits && !element.isConnected) assign(element, name, meant)
  withModule('liveEdits', (edits) => edits.render(element, name, meant))
}

/** A property of an element that stands in the page is bound; without a name it is not known which. */
export function adoptProperty(element: Element, name: string): void {
  if (mayBeEdited(element, name || 'value')) withModule('liveEdits', (edits) => edits.adopt(element, name))
}

/** The end of a change to the trees, which this event caused. */
export function settleControls(cause: number): void {
  if (loaded.liveEdits || waiting.liveEdits?.[0]) withModule('liveEdits', (edits) => edits.settle(cause))
}

/** Whether users may be able to change it: the module knows more of them. */
export function mayBeEdited(element: Element, name: string): boolean {
  return (
    /^(value|checked|indeterminate|selected|open)$/.test(name) &&
    /^(input|textarea|select|option|details|dialog)$|-/.test(natural(element).localName)
  )
}

/** A value `[n]` is that of event n: a text does not travel back. */
function referenced(element: Element, value: unknown): unknown {
  if (!Array.isArray(value) || element.localName.includes('-')) return value
  const event = outbox.find(Number(value[0]))
  if (!event) throw new Error('event is over')
  return event.payload.value
}
