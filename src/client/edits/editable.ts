/** The elements and properties that users can change. */
import { core } from '../modules/core.ts'

/** Custom elements are made like controls. */
const EDITABLE =
  /^((input|textarea|select|.*-.*)\.value|(input|.*-.*)\.(checked|indeterminate)|(option|.*-.*)\.selected|(details|dialog)\.open)$/

export function isEditable(element: Element, name: string): boolean {
  return EDITABLE.test(`${core.natural(element).localName}.${name}`) && !(name === 'value' && isBox(element))
}

/** Whether a user can change it, bound or not. */
export function isControl(element: Element): boolean {
  return isEditable(element, propertyOf(element))
}

export function isBox(element: Element): element is HTMLInputElement {
  return element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type)
}

/** The property that the user changes. */
export function propertyOf(element: Element): string {
  const { localName } = core.natural(element)
  if (localName === 'option') return 'selected'
  if (/^(details|dialog)$/.test(localName)) return 'open'
  return isBox(element) ? 'checked' : 'value'
}

/** A property, which may be anything. */
export function property(element: Element, name: string): unknown {
  return Reflect.get(element, name)
}
