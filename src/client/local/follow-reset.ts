/** What is local follows a reset, of which browsers send no events but one to the form, and of the server's not even that. */
import type { LocalCommand } from '../../protocol/local-expressions.ts'
import type { EventPart } from '../handlers.ts'
import { core } from '../modules/core.ts'
import { findOutwards } from '../modules/outwards.ts'
import { isRadio } from '../edits/control.ts'
import { isControl, property, propertyOf } from '../edits/editable.ts'

/** What controls show. */
type Shown = ReadonlyMap<Element, unknown>

/**
 * A form or fieldset is about to be reset, or a control. What is returned is called after that; `runsHandlers`: what
 * handlers of a reset do in the browser is still to be done.
 */
export function beforeReset(form: Element): (runsHandlers?: boolean) => void {
  const shown = shownIn(controlsOf(form))
  return (runsHandlers) => {
    followControls(shown)
    if (runsHandlers) runResetCommands(form)
  }
}

/** The controls of a form or fieldset, or a control itself. */
function controlsOf(form: Element): readonly Element[] {
  // Forms and fieldsets have elements, others none.
  const { elements } = core.natural(form) as { readonly elements?: Iterable<Element> }
  return [...(elements ?? [form])].filter(isControl)
}

function shownIn(controls: readonly Element[]): Shown {
  return new Map(controls.map((control) => [control, property(control, propertyOf(control))]))
}

/** Local state that is set from controls is set from those that show something else than before. */
function followControls(before: Shown): void {
  for (const [control, shown] of before) {
    const now = property(control, propertyOf(control))
    // What is chosen in the place of a radio tells for both.
    if (now === shown || (isRadio(control) && !now)) continue
    for (const type of ['input', 'change'])
      surround(control, type, (element, { binding }) => {
        const { set = [] } = binding
        core.loaded.liveLocal?.change(set.filter(isFromControl), { target: control }, element)
      })
  }
}

/** Does what the browser does by itself for the reset of a form. What its handlers do on the server is theirs to do. */
function runResetCommands(form: Element): void {
  if (!(form instanceof HTMLFormElement)) return
  surround(form, 'reset', (element, part) => core.runBinding({ target: form }, element, part, () => {}))
}

function isFromControl([, , how]: LocalCommand): boolean {
  return how === 'value' || how === 'checked'
}

/** Calls it for the element and what is around it, as far as an event would go, unless their options ask for more. */
function surround(from: Element, type: string, handle: (element: Element, part: EventPart) => void): void {
  findOutwards(from, (element) => {
    const part = core.handlerOf(element, type)
    const { self, stop, x } = part?.binding ?? {}
    if (part && !x && !(self && element !== from)) handle(element, part)
    return !!stop
  })
}
