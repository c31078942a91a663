/** What boxes, radios and selects showed before the user changed them, for changes that the user takes back. */
import { core } from '../modules/core.ts'

/** What puts back what a control showed before it was pressed, or changed last. */
const before = new WeakMap<Element, () => void>()

/** Notes what radios and selects show, before each press of a key or a pointer that may change them. */
export function followPresses(): void {
  const follow = ({ target }: Event): void => {
    const pressed = target instanceof Element ? core.natural(target).closest('label,input,select') : null
    const control = pressed instanceof HTMLLabelElement ? pressed.control : pressed
    if (control) note(control)
  }
  for (const type of ['pointerdown', 'keydown', 'focusin']) addEventListener(type, follow, true)
  // What was not taken back stands: handlers are called on the way to the window.
  addEventListener('change', follow)
}

/** The control that this event changed shows what it showed before. A click that is prevented is taken back by the browser. */
export function takeBack(event: Event): void {
  const { target, type, eventPhase } = event
  event.preventDefault()
  if (!(target instanceof Element) || (type === 'click' && eventPhase !== Event.NONE)) return
  if (!/^(click|input|change)$/.test(type)) return
  if (isInput(target, 'checkbox')) target.checked = !target.checked
  else before.get(target)?.()
  const { liveEdits } = core.loaded
  const control = liveEdits?.findControl(target)
  // It is no change of the user's any more.
  liveEdits?.noteChange(target)
  if (control?.isMirror()) control.edit.show(0)
}

function note(control: Element): void {
  if (isInput(control, 'radio')) {
    const radios = [...core.page.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(
      ({ name, form }) => name === control.name && form === control.form,
    )
    const chosen = radios.find(({ checked }) => checked)
    for (const radio of radios)
      before.set(radio, () => {
        if (chosen) chosen.checked = true
        else radio.checked = false
      })
  } else if (control instanceof HTMLSelectElement) {
    const chosen = new Set(control.selectedOptions)
    before.set(control, () => {
      for (const option of control.options) option.selected = chosen.has(option)
    })
  }
}

function isInput(element: Element, type: string): element is HTMLInputElement {
  return element instanceof HTMLInputElement && element.type === type
}
