/**
 * Warns of a form that came to show another record while one of its fields keeps what the user typed for the record
 * before: what is rendered unchanged is not sent, so that text would be saved with the wrong record.
 */
import type { Happened } from '../additions.ts'
import { findControl, order } from '../edits/controls.ts'
import { propertyOf } from '../edits/editable.ts'
import { core } from '../modules/core.ts'
import { warn } from './warn.ts'

/** In which forms events happened that are under way. */
const origins = new Map<number, Element | null>()
/** Whose values are others in the patch under way. */
const rendered = new Set<Element>()

/** An event was sent with this number. Its element may be gone when it has been handled. */
export function followForm(number: number, { target }: Happened): void {
  origins.set(number, core.formOf(target) ?? core.natural(target).closest('form'))
}

/** It has its outcome. */
export function forgetForm(number: number): void {
  origins.delete(number)
}

/** The server has rendered another value for something that stood in the page. */
export function noteRendered(element: Element): void {
  rendered.add(element)
}

/** At the end of a patch, which this event caused. */
export function warnOfOtherRecord(cause: number): void {
  const origin = origins.get(cause)
  const forms = new Set([...rendered].map(core.formOf))
  // Fields may depend on each other: what happens in a form changes its record, and does not choose another.
  for (const form of forms) if (form && origin !== undefined && origin !== form) warnOfForm(form, cause)
  rendered.clear()
}

function warnOfForm(form: HTMLFormElement, cause: number): void {
  for (const element of core.natural(form).elements) {
    const control = findControl(element)
    if (!control?.edit.stands || !control.isBound() || control.isMirror()) continue
    const isOlder = control.edit.mayReset(order.absolute(cause))
    if (isOlder && !control.elements().some((each) => rendered.has(each)))
      warn({ element, property: propertyOf(element), ...OTHER_RECORD })
  }
}

const OTHER_RECORD = {
  problem:
    'A form was rendered with other values, and this field keeps what the user typed before: its own value is rendered unchanged. Probably the form shows another record now, which would be saved with this text.',
  remedy: `Wrong:  <form>…<input name="notes" .value=\${record.notes}>…</form>
Right:  \${keyed(record.id, html\`<form>…<input name="notes" .value=\${record.notes}>…</form>\`)}`,
}
