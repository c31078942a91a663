/**
 * Shows other content in buttons while what they sent is under way. Their own content is put back before any change to
 * the page, so that every part is found where it was, and swapped again after it.
 */
import type { DisableWith } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { ours } from '../modules/ours.ts'

interface Swap {
  readonly instead: DisableWith
  /** What its template has put there. */
  readonly own: DocumentFragment
  /** Of an input, whose text is its value. */
  value: string
  isShown: boolean
}

const swaps = new Map<HTMLElement, Swap>()

/** Shows this in the element until {@link swapBack}. What is shown there already stays. */
export function swap(element: HTMLElement, instead: DisableWith): void {
  if (swaps.has(element)) return
  swaps.set(element, { instead, own: new DocumentFragment(), value: '', isShown: false })
  show(element)
}

/** Shows in the element what its template says. */
export function swapBack(element: HTMLElement): void {
  hide(element)
  swaps.delete(element)
}

/** The elements that show something else. */
export function swapped(): HTMLElement[] {
  return [...swaps.keys()]
}

/** The page is about to change. */
export function hideAll(): void {
  for (const element of swaps.keys()) hide(element)
}

/** The page has changed. */
export function showAll(): void {
  for (const element of swaps.keys()) show(element)
}

function show(element: HTMLElement): void {
  const swap = swaps.get(element)
  if (!swap || swap.isShown) return
  swap.isShown = true
  const { instead, own } = swap
  if (element instanceof HTMLInputElement) {
    swap.value = element.value
    // An input has no markup.
    element.value = typeof instead === 'string' ? instead : ''
    return
  }
  ours(() => {
    own.append(...core.natural(element).childNodes)
    core.natural(element).append(typeof instead === 'string' ? instead : core.parseMarkup(instead.h))
  })
}

function hide(element: HTMLElement): void {
  const swap = swaps.get(element)
  if (!swap?.isShown) return
  swap.isShown = false
  if (element instanceof HTMLInputElement) element.value = swap.value
  else ours(() => core.natural(element).replaceChildren(swap.own))
}
