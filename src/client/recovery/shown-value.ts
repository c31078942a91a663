/** Whether an element has a value already. */
import type { PartValue } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'

export function isShownAs(element: Element, bound: string, value: PartValue): boolean {
  const name = bound.slice(1)
  switch (bound.charAt(0)) {
    case '=':
      return value === null ? renderedIn(element, name) === null : isTextShown(element, bound, textOf(value))
    case 't':
      return isTextShown(element, bound, textOf(value))
    case '.':
      // All else is compared where it is assigned.
      return (
        typeof value === 'object' &&
        value !== null &&
        isEqualJson(Reflect.get(core.natural(element), name), value)
      )
  }
  return false
}

/** Of an attribute, or of what is in the element. */
export function isTextShown(element: Element, bound: string, text: string): boolean {
  return (
    text === (bound.startsWith('=') ? renderedIn(element, bound.slice(1)) : core.natural(element).textContent)
  )
}

/** What the template has said of an attribute: what the element shows, unless commands have said something over it. */
function renderedIn(element: Element, name: string): string | null {
  const rendered = core.loaded.liveCommands?.renderedIn(element, name)
  return rendered === undefined ? core.natural(element).getAttribute(name) : rendered
}

/** Elements may have made something else of it, with other members than JSON tells. */
function isEqualJson(shown: unknown, value: object): boolean {
  return (
    typeof shown === 'object' &&
    shown !== null &&
    Object.getPrototypeOf(shown) === Object.getPrototypeOf(value) &&
    JSON.stringify(shown) === JSON.stringify(value)
  )
}

export function textOf(value: PartValue | undefined): string {
  // The server made a text, a number or a boolean of what becomes text.
  return String((value as string | number | boolean | null | undefined) ?? '')
}
