/** The properties of controls that HTML sets too. */
import type { Json } from '../../protocol/differences.ts'
import { wellFormed } from './escape.ts'
import { isHtml, type Element } from './nodes.ts'

/** Whether HTML has an attribute or content that sets this property of this element from the start. */
export function isCarriedByHtml(tag: string, property: string, html = true): boolean {
  return html && (IN_HTML.get(property)?.includes(tag) ?? false)
}

/**
 * A value as HTML would carry it, which a patch must not set differently. `written` says what it is for: `name`, `?name` or
 * `.name`. What HTML does not carry is data, in which every character counts.
 */
export function asInHtml(tag: string, written: string, value: Json): Json {
  const isCarried = !written.startsWith('.') || isCarriedByHtml(tag, written.slice(1))
  return isCarried && typeof value === 'string' ? wellFormed(value) : value
}

/** Whether an element is a control for text. A type that comes from a hole may be any. */
export function isTypedInto(element: Element): boolean {
  if (!isHtml(element)) return false
  const type = element.attrs.find((attribute) => attribute.name === 'type')?.value ?? ''
  return element.tagName === 'textarea' || (element.tagName === 'input' && TYPED.has(type.toLowerCase()))
}

const TYPED: ReadonlySet<string> = new Set(['', 'text', 'search', 'tel', 'url', 'email', 'password'])

const IN_HTML: ReadonlyMap<string, readonly string[]> = new Map([
  ['value', ['input', 'textarea']],
  ['checked', ['input']],
  ['selected', ['option']],
  ['muted', ['audio', 'video']],
  ['disabled', ['button', 'input', 'select', 'textarea', 'fieldset', 'option', 'optgroup']],
])
