/** What a form that is sent without a script says of each kind of control. */
import type { ExpandedElement } from '../../template/template-value.ts'
import { numberOf } from '../controls/control-attributes.ts'

/** A control, as a POST names it. */
export interface PostedControl {
  readonly name: string
  /** What it stands for, where several share a name; empty otherwise. */
  readonly own: string
  /**
   * What its field holds by what was sent under its name, in the order of the document. Null where that says nothing: then the field
   * stays as it is.
   */
  read(sent: readonly string[], held: unknown): { readonly value: unknown } | null
}

/** Null for what no form sends. `held` is what its field holds when it is shown. */
export function postedControl(element: ExpandedElement, key: string, held: unknown): PostedControl | null {
  const { tag } = element
  const name = textOf(element, 'name') ?? key
  const type = tag === 'input' ? (textOf(element, 'type') ?? 'text').toLowerCase() : ''
  const own = textOf(element, 'value') ?? ''
  const of = (read: PostedControl['read'], value = ''): PostedControl => ({ name, own: value, read })
  switch (true) {
    case tag === 'dialog' || tag === 'details' || tag === 'option':
    case element.attribute('popover') !== undefined:
      return null
    case type === 'checkbox' && Array.isArray(held):
      return of((sent, list) => ({ value: withBox(list, own, sent.includes(own)) }), own)
    case type === 'checkbox':
      return of((sent) => ({ value: sent.length > 0 }))
    case type === 'radio':
      return of((sent) => (sent.includes(own) ? { value: own } : null), own)
    case type === 'file':
      return of((sent) => {
        const names = sent.filter((each) => each !== '')
        return { value: element.attribute('multiple') === undefined ? names[0] : names }
      })
    case (type === 'number' || type === 'range') && typeof held !== 'string':
      // An empty number is no number: schemas know that as a field that is missing.
      return of(([text]) => (text === undefined ? null : { value: numberOf(text) ?? undefined }))
    case tag === 'select' && element.attribute('multiple') !== undefined:
      return of((sent) => ({ value: sent }))
    default:
      // What is empty and held nothing was left alone: with a script its field would be missing as well.
      return of(([text], was) =>
        text === undefined || (text === '' && was === undefined) ? null : { value: text },
      )
  }
}

function withBox(held: unknown, own: string, isChecked: boolean): readonly string[] {
  const list = Array.isArray(held) ? held.map(String) : []
  if (isChecked) return list.includes(own) ? list : [...list, own]
  return list.filter((each) => each !== own)
}

function textOf(element: ExpandedElement, name: string): string | undefined {
  const value = element.attribute(name)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : undefined
}
