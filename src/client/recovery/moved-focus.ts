/**
 * A row that goes from one list into another is made anew there. When it had the focus, the new one has it in the same task: a key
 * that is pressed at that moment would go to the body otherwise. The new one is known by an id: that of the focused element, or of
 * the nearest element around it that has one, in which the focused element stands at the same place.
 */
import { core } from '../modules/core.ts'
import { caretOf } from './carry.ts'
import { holdsRows } from './keep-order.ts'

/** What has the focus before a change, and the elements around it, from the inside. */
let way: readonly Element[] = []
/** The place of each of them among its siblings. */
let places: readonly number[] = []
let giveTo: ReturnType<typeof caretOf>

export function followMovedFocus(): void {
  core.onChange(handOver, note)
}

function note(): void {
  const { activeElement, body } = core.page
  way = activeElement && activeElement !== body ? around(activeElement) : []
  places = way.map((each) => siblingsOf(each).indexOf(each))
  // What is no text has no selection.
  if (way[0]) giveTo = caretOf(way[0] as HTMLInputElement)
}

function handOver(): void {
  const [focused] = way
  const { activeElement, body } = core.page
  const isLost = !activeElement || activeElement === body
  if (focused && isLost && !core.natural(focused).isConnected && wasInRow()) {
    const next = successor()
    // As above.
    if (next) giveTo(next as HTMLInputElement)
  }
  way = []
}

function around(element: Element): Element[] {
  const elements: Element[] = []
  for (let each: Element | null = element; each; each = core.natural(each).parentElement) elements.push(each)
  return elements
}

/** Whether what was removed around it was a row: pages that are left take their focus with them. */
function wasInRow(): boolean {
  const list = way.find((each) => core.natural(each).isConnected)
  return !!list && holdsRows(list)
}

/** What stands for the focused element now. */
function successor(): Element | undefined {
  const level = way.findIndex((each) => core.natural(each).getAttribute('id'))
  const named = way[level]
  if (!named || core.natural(named).isConnected) return undefined
  let at: Element | null | undefined = core.page.getElementById(core.natural(named).getAttribute('id') ?? '')
  for (let step = level - 1; at && step >= 0; step--) at = core.natural(at).children[places[step] ?? 0]
  return at && way[0] && core.natural(at).localName === core.natural(way[0]).localName ? at : undefined
}

function siblingsOf(element: Element): Element[] {
  const { parentElement } = core.natural(element)
  return parentElement ? [...core.natural(parentElement).children] : []
}
