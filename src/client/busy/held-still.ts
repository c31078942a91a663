/**
 * Which events would change a control that `readonly` does nothing for. A change that comes another way, as from an
 * assistive technology, is a change like any other.
 */
import { core } from '../modules/core.ts'
import { isModified } from '../modules/is-modified.ts'

/** The types by which users change such controls, or open what they choose from. */
export const CHANGING: readonly string[] = [
  'click',
  'mousedown',
  'touchstart',
  'keydown',
  'beforeinput',
  'drop',
]

/** Keys that leave a control as it is, and those of shortcuts. */
const LEAVES_IT = /^(Tab|Escape|Shift|Control|Alt|Meta|F\d+)$/

/** The control that the event would change; undefined for none, and for buttons that submit. */
export function changedBy(event: Event): HTMLElement | undefined {
  // Events of keys alone have one.
  const { type, target, key } = event as KeyboardEvent
  if (!(target instanceof HTMLElement)) return undefined
  if (type === 'keydown' && (LEAVES_IT.test(key) || isModified(event))) return undefined
  const control = core.natural(target).closest<HTMLElement>('input,select,button,[contenteditable]')
  return control && isHeldFor(control, event) ? control : undefined
}

function isHeldFor(control: HTMLElement, { type }: Event): boolean {
  // All but a select and a text that is edited in place are inputs and buttons.
  const kind = (control as HTMLInputElement | HTMLButtonElement).type
  switch (control.localName) {
    case 'button':
      return kind === 'reset' && type === 'click'
    case 'input':
      // A press on a box gives it the focus; its click changes it. What opens a picker does so by a click, or by a press.
      if (/^(checkbox|radio|file)$/.test(kind)) return !/^(mousedown|touchstart)$/.test(type)
      return kind === 'reset'
        ? type === 'click'
        : /^(range|color|date|datetime-local|month|week|time)$/.test(kind)
    case 'select':
      return type !== 'click'
    default:
      return type === 'beforeinput' || type === 'drop'
  }
}
