/** Tells users who do not see it where a row is. */
import { core } from '../modules/core.ts'
import { ours } from '../modules/ours.ts'
import { keyOf, type SortedList } from './lists.ts'
import type { Lift, Lists } from './sorting.ts'
import { othersIn } from './sorting.ts'

/** In the order in which the server has them. */
const TEXTS = [
  '{row} is lifted, at {position} of {count}. Move it with the arrow keys, drop it with Space, cancel with Escape.',
  '{position} of {count}',
  '{list}, {position} of {count}',
  '{row} is dropped, at {position} of {count}.',
  '{row} stays at {position} of {count}.',
  '{row} could not be moved.',
] as const

// Names of members in quotes would cost the first script some bytes: they could not be shortened there.
export const LIFTED = 0
export const MOVED = 1
export const ENTERED = 2
export const DROPPED = 3
export const CANCELLED = 4
export const REFUSED = 5

/** Seen by nobody, and there for screen readers. */
const UNSEEN = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
}

let region: HTMLElement | undefined

/** Screen readers know a region only if it was there before its text. A modal dialog has its own. */
export function prepareRegion(beside: Element): void {
  const { page } = core
  const place = core.natural(beside).closest('dialog') ?? page.body
  if (region?.parentNode === place) return
  region?.remove()
  const made = page.createElement('div')
  made.setAttribute('aria-live', 'assertive')
  Object.assign(made.style, UNSEEN)
  ours(() => core.natural(place).append(made))
  region = made
}

export function announce(
  what: number,
  list: SortedList,
  values: Readonly<Record<string, string | number>>,
): void {
  const text = list.texts[what] ?? TEXTS[what] ?? ''
  const told = text.replace(/\{(\w+)\}/g, (all, each: string) => String(values[each] ?? all))
  if (region) region.textContent = told
}

/** What is said of a lift. */
export function valuesOf(
  lift: Lift,
  lists: Lists,
  row: Element,
  list: SortedList,
): Readonly<Record<string, string | number>> {
  return {
    row: textOf(row),
    position: lift.at.index + 1,
    count: othersIn(lists, lift.at.list, lift.key).length + 1,
    list: core.natural(list.element).getAttribute('aria-label') ?? list.name,
  }
}

/** A row by its name, or by its text without that of its buttons. */
function textOf(row: Element): string {
  const name = core.natural(row).getAttribute('aria-label')
  if (name !== null) return name
  // A copy of an element is one.
  const copy = core.natural(row).cloneNode(true) as Element
  for (const each of copy.querySelectorAll('button,[data-handle]')) each.remove()
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim() || String(keyOf(row))
}
