/** Puts what a user did to a control into another control that takes its place. */
import { assign } from './caret.ts'
import { differsFromHtml, findControl, noteChange } from './controls.ts'
import { isBox } from './editable.ts'

/** None for a control in which the user did nothing. */
export function carry(element: Element): ((next: Element) => void) | undefined {
  const control = findControl(element)
  // Before there was a module of edits nobody has noted what users did.
  const isTheirs = control ? control.before !== undefined || control.edit.stands : differsFromHtml(element)
  if (!isTheirs) return undefined
  const write = writerOf(element)
  return (next) => {
    write(next)
    noteChange(next)
  }
}

function writerOf(element: Element): (next: Element) => void {
  if (isBox(element)) {
    const { checked } = element
    return (next) => assign(next, 'checked', checked)
  }
  if (element instanceof HTMLSelectElement) {
    const chosen = [...element.selectedOptions].map(({ value }) => value)
    return (next) => {
      // Only selects take the place of selects.
      for (const option of (next as HTMLSelectElement).options)
        option.selected = chosen.includes(option.value)
    }
  }
  if (element instanceof HTMLInputElement && element.type === 'file') {
    const { files } = element
    return (next) => assign(next, 'files', files)
  }
  const name = element instanceof HTMLDetailsElement ? 'open' : 'value'
  const value: unknown = Reflect.get(element, name)
  return (next) => assign(next, name, value)
}
