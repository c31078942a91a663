/**
 * How a row looks, as a text: its elements, their attributes and its texts, without what users change. A row without a
 * key is the same row when it looks like no other one.
 */
import { core } from '../modules/core.ts'
import type { Instance, RowId } from '../parts.ts'
import type { Rows } from '../rows.ts'
import type { NewRow } from './rows-in.ts'

/** What users change, and what only one of the first response and the client writes. */
const CHANGING = /^(data-live-.*|open|checked|selected|style)$/
/** Only these have a value that tells them apart. */
const CHOICE = /^(radio|checkbox|button|submit|hidden)$/

/** None for a row that has been taken apart. */
export function lookOf(row: Instance): string | undefined {
  try {
    return row.nodes().map(lookOfNode).join('')
  } catch {
    return undefined
  }
}

/** Of a row that is not made yet. */
export function lookOfNew([id, [template, ...values]]: NewRow, { part }: Rows<RowId>): string | undefined {
  return lookOf(core.create(part, id, template, values))
}

function lookOfNode(node: Node): string {
  if (node instanceof Text) return node.data
  if (!(node instanceof Element)) return ''
  const { localName } = node
  const element = core.natural(node)
  const attributes = element
    .getAttributeNames()
    .filter((name) => !CHANGING.test(name) && (name !== 'value' || hasFixedValue(node)))
    .sort()
    .map((name) => `${name}=${JSON.stringify(element.getAttribute(name))}`)
  // What is in a text area was put there by its user.
  const content = localName === 'textarea' ? [] : [...element.childNodes].map(lookOfNode)
  return `<${[localName, ...attributes].join(' ')}>${content.join('')}</>`
}

function hasFixedValue(element: Element): boolean {
  return element.localName !== 'input' || CHOICE.test(core.natural(element).getAttribute('type') ?? '')
}
