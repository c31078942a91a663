import { collapse, visibleText } from './visible-text.ts'

/** A control that holds a value. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Whether it is an input, a textarea or a select. */
export function isField(element: Element): element is Field {
  return element.matches('input, textarea, select')
}

/** What assistive technology calls a button or a link: its label, or else its text with that of its images. */
export function accessibleName(element: Element): string {
  const labelled = byReference(element) ?? element.getAttribute('aria-label')
  if (labelled !== null && labelled.trim() !== '') return collapse(labelled)
  if (element.matches('input')) return collapse(buttonText(element))
  const text = visibleText(element)
  const images = [...element.querySelectorAll('img[alt], svg title')].map(
    (image) => image.getAttribute('alt') ?? image.textContent,
  )
  return text || collapse(images.join(' ')) || collapse(element.getAttribute('title') ?? '')
}

/** All that a user may call a field: its labels, its placeholder, its name. */
export function namesOf(field: Element): readonly string[] {
  const labels = isField(field) ? [...(field.labels ?? [])].map(labelText) : []
  const attributes = ['aria-label', 'placeholder', 'title', 'name'].map((name) => field.getAttribute(name))
  return [byReference(field), ...labels, ...attributes]
    .filter((name) => name !== null)
    .map(collapse)
    .filter((name) => name !== '')
}

function byReference(element: Element): string | null {
  const ids = element.getAttribute('aria-labelledby')
  if (ids === null) return null
  const named = ids.split(/\s+/).map((id) => element.ownerDocument.getElementById(id))
  return named.map((each) => (each ? visibleText(each) : '')).join(' ')
}

function buttonText(input: Element): string {
  const usual = { submit: 'Submit', reset: 'Reset' }[input.getAttribute('type') ?? '']
  return input.getAttribute('value') ?? input.getAttribute('alt') ?? usual ?? ''
}

/** A label around its field is also around the options or the text in it, which are not its text. */
function labelText(label: HTMLLabelElement): string {
  const copy = label.cloneNode(true)
  if (!label.control || !label.contains(label.control)) return visibleText(label)
  // The clone of an element is one.
  const words = copy as HTMLLabelElement
  for (const field of words.querySelectorAll('input, textarea, select, button')) field.remove()
  return visibleText(words)
}
