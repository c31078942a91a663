/** The lists whose rows can be sorted, and their rows. */
import type { Json } from '../../protocol/differences.ts'
import type { DirectedPart } from '../additions.ts'
import { isInPage } from '../commands/leaving-mark.ts'
import { core } from '../modules/core.ts'
import type { Lists } from './sorting.ts'

/** What screen readers say, where the view says it: see `SortableTexts`, in their order. */
export type Texts = readonly (string | null)[]

export interface SortedList {
  /** One for each element, by which selectors find it. */
  readonly id: string
  readonly element: HTMLElement
  readonly part: DirectedPart
  readonly name: string
  readonly group: readonly string[]
  readonly texts: Texts
}

/** The attribute with the id of a list. */
const SORTED = 'data-live-sorted'
const KEY = 'data-key'

const lists = new WeakMap<Element, SortedList>()
/** Also those of kept pages, which come back. */
const known = new Set<WeakRef<Element>>()
let count = 0

/** An element has become a list, or is none any more. True for one that was none. */
export function noteList(part: DirectedPart, data: Json | undefined): boolean {
  // Elements of lists have styles.
  const element = part.element as HTMLElement
  const before = lists.get(element)
  if (data === undefined) {
    lists.delete(element)
    core.natural(element).removeAttribute(SORTED)
    return false
  }
  // The server has made it.
  const [name, group, texts] = data as unknown as [string, readonly string[], Texts]
  const id = before?.id ?? String(++count)
  lists.set(element, { id, element, part, name, group, texts })
  if (!before) known.add(new WeakRef(element))
  core.natural(element).setAttribute(SORTED, id)
  return !before
}

/** The lists that exchange rows with this one, and it, in the order of their group. */
export function groupOf({ group }: SortedList): ReadonlyMap<string, SortedList> {
  const wanted = JSON.stringify(group)
  const found: SortedList[] = []
  for (const reference of known) {
    const element = reference.deref()
    const list = element && lists.get(element)
    if (!element) known.delete(reference)
    else if (list && isInPage(element) && JSON.stringify(list.group) === wanted) found.push(list)
  }
  found.sort((one, other) => group.indexOf(one.name) - group.indexOf(other.name))
  return new Map(found.map((list) => [list.id, list]))
}

/** The list around a node and its row there. */
export function rowAround(path: readonly EventTarget[]): { list: SortedList; row: HTMLElement } | undefined {
  const at = path.findIndex((each) => each instanceof Element && lists.has(each))
  const [list, row] = [path[at], path[at - 1]]
  const sorted = list instanceof Element ? lists.get(list) : undefined
  return sorted && row instanceof HTMLElement && keyOf(row) !== null ? { list: sorted, row } : undefined
}

/** Those that are seen. */
export function rowsOf({ element }: SortedList): HTMLElement[] {
  // A list of HTML has elements of HTML.
  const children = [...core.natural(element).children] as HTMLElement[]
  return children.filter((each) => {
    const isRow = keyOf(each) !== null && isInPage(each)
    return isRow && core.natural(each).getClientRects().length > 0
  })
}

export function keyOf(row: Element): string | null {
  return core.natural(row).getAttribute(KEY)
}

export function keysIn(group: ReadonlyMap<string, SortedList>): Lists {
  return new Map(
    // Rows have keys.
    [...group].map(([id, list]) => [id, rowsOf(list).map((row) => keyOf(row) as string)]),
  )
}

export function selectorOf({ id }: SortedList, key?: string): string {
  const list = `[${SORTED}="${id}"]`
  return key === undefined ? list : `${list}>[${KEY}="${CSS.escape(key)}"]`
}

/** A handle that is disabled. */
export function isOff(handle: Element): boolean {
  return !!core.natural(handle).closest(':disabled,[inert]')
}
