/** Warns of an `input` handler that leaves the value of its control as it was: what was typed goes. */
import type { Happened } from '../additions.ts'
import type { Control } from '../edits/control.ts'
import { findControl } from '../edits/controls.ts'
import { propertyOf } from '../edits/editable.ts'
import { warn } from './warn.ts'

/** What an event is of, and what was rendered for it when it was sent. */
interface Typing {
  readonly control: Control
  readonly rendered: string
}

const typings = new Map<number, Typing>()
/** Handlers of these have taken some text: what they refuse they refuse on purpose. */
const taking = new WeakSet<Control>()

/** An event was sent with this number. */
export function followTyping(number: number, { event, target, element, part }: Happened): void {
  const control = part && event.type === 'input' && target === element && findControl(element)
  // A new circuit counts its events anew.
  typings.delete(number)
  if (control && control.isBound()) typings.set(number, { control, rendered: control.rendered() })
}

/** An event of this number has its outcome: `end` shows what was rendered, where that is due. */
export function endTyping(number: number, end: () => void): void {
  const typing = typings.get(number)
  if (!typing) return end()
  typings.delete(number)
  const { control, rendered } = typing
  const typed = control.shown()
  end()
  if (control.rendered() !== rendered) taking.add(control)
  else if (control.shown() !== typed && !taking.has(control)) {
    warn({ element: control.element, property: propertyOf(control.element), ...LOST_TEXT })
  }
  return undefined
}

const LOST_TEXT = {
  problem:
    'An "input" handler left the value of its control as it was. It has the last word, so what the user typed is gone.',
  remedy: `Wrong:  <input .value=\${this.name} @input=\${() => this.check()}>
Right:  <input .value=\${this.name} @input=\${(event) => { this.name = event.value }}>
Right:  <input .value=\${this.name} @change=\${(event) => { this.name = event.value }}>, where it is read when the field is left

A handler that is meant to refuse this text needs no change.`,
}
