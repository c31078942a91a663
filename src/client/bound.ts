/**
 * Properties that users can change too. A lazy module decides what they show; until it is there, what is rendered
 * for them waits, and is taken in its order. What is not in the page yet nobody can have changed: it is written.
 */
import { isControl, isEditable } from './editable.ts'
import { added, loadModule } from './lazy-modules.ts'
import type { Edits } from './port.ts'
import { assign } from './property.ts'
import { pendingEvent } from './push-event.ts'

const waiting: ((edits: Edits) => void)[] = []
let cause = 0

/** The module is there. */
export function startEdits(edits: Edits): void {
  added.edits = edits
  for (const run of waiting.splice(0)) run(edits)
}

/** Whether something that was rendered waits for the module: outcomes are to come after that. */
export function waitsForEdits(): boolean {
  return waiting.length > 0
}

/** A frame begins, with the number of the event that asked for what it renders; 0 for none. */
export function patchCause(event: number): void {
  cause = event
}

/** Sets a property, unless the user has the last word. */
export function renderProperty(element: Element, name: string, value: unknown): void {
  if (!isEditable(element, name)) return assign(element, name, value)
  const meant = referenced(element, value)
  if (!added.edits && !element.isConnected) assign(element, name, meant)
  whenThere((edits) => edits.render(element, name, meant))
}

/** A property of an element that stands in the page is bound; without a name it is not known which. */
export function adoptProperty(element: Element, name: string): void {
  if (name ? isEditable(element, name) : isControl(element)) whenThere((edits) => edits.adopt(element, name))
}

/** The end of a patch. */
export function settleControls(): void {
  const event = cause
  if (added.edits) added.edits.settle(event)
  else if (waitsForEdits()) waiting.push((edits) => edits.settle(event))
}

function whenThere(run: (edits: Edits) => void): void {
  if (added.edits) return run(added.edits)
  waiting.push(run)
  void loadModule('liveEdits')
}

/** A value `[n]` is what event n told: a text does not travel back. */
function referenced(element: Element, value: unknown): unknown {
  if (!Array.isArray(value) || element.localName.includes('-')) return value
  const event = pendingEvent(Number(value[0]))
  if (!event) throw new Error('value of an event that is over')
  return event.payload.value
}
