/** Sees what users type, choose and reset before any script of the page can keep it from us. */
import { core } from '../modules/core.ts'
import { composeIn } from './control.ts'
import { findControl, noteChange, order, resetControl } from './controls.ts'
import { isBox, isControl } from './editable.ts'

export function followChanges(): void {
  for (const type of ['input', 'change', 'click', 'toggle', 'close']) listen(type, change)
  listen('compositionstart', (element) => composeIn(element))
  listen('compositionend', (element, event) => {
    composeIn(null)
    // Some browsers have the `input` event of the chosen text behind this one.
    change(element, event)
    findControl(element)?.edit.release()
  })
  listen('focusout', (element) => findControl(element)?.edit.release())
  listen('reset', (element, event) => {
    const followReset = core.loaded.liveLocal?.beforeReset(element)
    // The browser resets behind the event, unless somebody prevents it.
    setTimeout(() => {
      if (event.defaultPrevented) return
      resetForm(element)
      followReset?.()
    }, 0)
  })
}

/** Resets the controls of a form or fieldset, or a control, where they were not changed after this event. */
export function resetForm(form: Element, event?: number): void {
  // Forms and fieldsets have elements, others none.
  const { elements } = core.natural(form) as { readonly elements?: Iterable<Element> }
  for (const element of elements ?? [form]) resetControl(element, event)
}

function listen(type: string, run: (element: Element, event: Event) => unknown): void {
  addEventListener(type, (event) => event.target instanceof Element && run(event.target, event), true)
}

/** A click changes boxes before they have events of their own. */
function change(element: Element, { type }: Event): void {
  // A link that nothing handles leaves the page.
  if (type === 'click' && core.natural(element).closest('a[href]')) order.flush()
  if ((type === 'click' ? isBox : isControl)(element)) noteChange(element)
}
