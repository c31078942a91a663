/**
 * How an instance looks, as a text: the values that its parts have rendered, without what users, extensions and
 * translators have made of them. What has no key is the same when it looks like nothing else.
 */
import type { NewInstance } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import type { ElementPart } from '../element-parts.ts'
import type { Instance, Part, RowId, RowPlace } from '../parts.ts'
import type { ClientTemplate } from '../template.ts'
import { isChildPart } from './child-parts.ts'
import { isRows } from './rows-in.ts'

/** As rendered last, or as it was rendered before users changed it: the state that took it may be gone. */
export type LookTime = 'last' | 'before'

/** What only users change, or only one of the first response and the client writes. */
const CHANGING = /^(data-live-.*|open|checked|selected|style|value)$/
/** Properties that users change. */
const EDITABLE = ['value', 'checked', 'selected']
const UNSEEN = /^(open|indeterminate)$/

/** None for an instance that has been taken apart. */
export function lookOf(instance: Instance, time: LookTime = 'last'): string | undefined {
  try {
    return JSON.stringify(valuesOf(instance, time))
  } catch {
    return undefined
  }
}

/** Of an instance that is not made yet. */
export function lookOfNew(place: RowPlace, id: RowId | undefined, content: NewInstance): string | undefined {
  const [template, ...values] = content
  return lookOf(core.create(place, id, template, values))
}

function valuesOf({ template, parts }: Instance, time: LookTime): readonly unknown[] {
  // An attribute with several holes stands there once for each of them.
  return [numberOf(template), ...[...new Set(parts)].map((part) => valueOf(part, time))]
}

function valueOf(part: Part, time: LookTime): unknown {
  // What it shows may have been changed by its user, and is not there yet in what is not made.
  if (part.computed) return part.computed
  // All other parts are bound to elements.
  if (!isChildPart(part)) return boundValue(part as ElementPart, time)
  const { content } = part
  if (content instanceof core.Instance) return valuesOf(content, time)
  // The rows of a stream come and go without the server.
  if (isRows(content))
    return content.isStream ? 0 : [...content.rows.values()].map((row) => valuesOf(row, time))
  return content ? markupIn(part.top(), part.end) : part.shown
}

function boundValue({ element, bound }: ElementPart, time: LookTime): unknown {
  const name = bound.slice(1)
  // Styles of elements that have any; the text of an attribute is not always what was rendered.
  if (bound === '~' || bound === '=style') return (element as HTMLElement).style.cssText
  switch (bound.charAt(0)) {
    case '=':
      return core.natural(element).getAttribute(name)
    case '.':
    case '?':
      return propertyOf(element, name, time)
    case 't':
      return element.textContent
    case '*':
      return [...attributesOf(element), ...EDITABLE.map((each) => propertyOf(element, each, time))]
  }
  return 0
}

function attributesOf(element: Element): string[] {
  const names = core.natural(element).getAttributeNames()
  return names
    .filter((name) => !CHANGING.test(name))
    .sort()
    .map((name) => `${name}=${core.natural(element).getAttribute(name)}`)
}

function propertyOf(element: Element, name: string, time: LookTime): string {
  if (UNSEEN.test(name)) return ''
  const before = time === 'before' ? renderedBefore(element, name) : undefined
  const value = before ?? renderedLast(element, name) ?? ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What stood there before its user changed it. */
function renderedBefore(element: Element, name: string): unknown {
  const control = core.loaded.liveEdits?.findControl(element)
  if (!control?.before) return undefined
  // So it is described.
  const rendered = JSON.parse(control.before) as [name: string, value: unknown][][]
  return rendered[control.elements().indexOf(element)]?.find(([each]) => each === name)?.[1]
}

function renderedLast(element: Element, name: string): unknown {
  const rendered = core.loaded.liveEdits?.mirrorsOf(element).get(name)?.rendered
  if (rendered !== undefined) return rendered
  // Nothing was rendered since the response: it shows what its HTML says, or what its user has made of that.
  if (element instanceof HTMLSelectElement)
    return (element.querySelector<HTMLOptionElement>('[selected]') ?? element.options[0])?.value
  const pristine = `default${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return Reflect.get(core.natural(element), pristine) ?? Reflect.get(core.natural(element), name)
}

function markupIn(first: Node | null, end: Node | null): string {
  let markup = ''
  for (let node = first; node && node !== end; node = core.natural(node).nextSibling)
    markup += node instanceof Element ? core.natural(node).outerHTML : node.nodeValue
  return markup
}

/** Tell templates apart. */
const numbers = new Map<ClientTemplate, number>()

export function numberOf(template: ClientTemplate): number {
  const number = numbers.get(template) ?? numbers.size
  numbers.set(template, number)
  return number
}
