/** Takes what a user did to a control, and puts it into another one that takes its place. */
import { core } from '../modules/core.ts'
import { latestRenewal } from './renew.ts'

/** None for a control in which the user did nothing. */
export function takeEdit(element: Element): ((next: Element) => void) | undefined {
  const edits = core.loaded.liveEdits
  const control = edits?.findControl(element)
  const isTheirs = control ? control.before !== undefined || control.edit.stands : isChangedEarly(element)
  if (!isTheirs) return undefined
  const write = writerOf(element)
  return (next) => {
    write(next)
    edits?.noteChange(next)
    // No handler was called for it. After a renewal this is done for all controls.
    if (!isBound(element) && isBound(next) && !latestRenewal()) setTimeout(() => repeatEvents(next), 0)
  }
}

/** Before there was a module of edits nobody has noted what users did. It has seen what the server rendered since. */
function isChangedEarly(element: Element): boolean | undefined {
  const edits = core.loaded.liveEdits
  const isRendered = [...(edits?.mirrorsOf(element).values() ?? [])].some(
    (each) => each.rendered !== undefined,
  )
  return !isRendered && edits?.differsFromHtml(element)
}

/** Whether the server renders what a control shows. */
function isBound(element: Element): boolean {
  return !!core.loaded.liveEdits?.mirrorsOf(element).size
}

function repeatEvents(element: Element): void {
  for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }))
}

function writerOf(element: Element): (next: Element) => void {
  if (element instanceof HTMLSelectElement) {
    const chosen = [...element.selectedOptions].map(({ value }) => value)
    return (next) => {
      // Only selects take the place of selects.
      for (const option of (next as HTMLSelectElement).options)
        option.selected = chosen.includes(option.value)
    }
  }
  const name = propertyOf(element)
  const value: unknown = Reflect.get(element, name)
  return (next) => core.loaded.liveEdits?.keepCaret(next, () => core.assign(next, name, value))
}

/** What users change: the files of a file input cannot be written as a value. */
function propertyOf(element: Element): string {
  if (element instanceof HTMLDetailsElement) return 'open'
  if (!(element instanceof HTMLInputElement)) return 'value'
  if (element.type === 'file') return 'files'
  return /^(radio|checkbox)$/.test(element.type) ? 'checked' : 'value'
}
