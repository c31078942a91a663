/** What the browser does by itself, for an event part or as an effect. */
import type { Command } from '../../protocol/differences.ts'
import { core } from './core.ts'
import { targetsOf } from './targets.ts'

/** Focus and scroll go to the first element that is found, a dispatched event to all of them. */
export function runCommand([word, selector, detail, data = null]: Command): void {
  const targets = targetsOf(selector)
  const [first] = targets
  if (word === 'dispatch') {
    for (const target of targets)
      core.natural(target).dispatchEvent(new CustomEvent(detail, { bubbles: true, detail: data }))
  } else if (first && word === 'scroll') core.natural(first).scrollIntoView(detail && { behavior: detail })
  else if (first) focusWithin(first)
}

/** Focuses the element, or else the first in it that takes the focus. */
function focusWithin(element: HTMLElement): void {
  for (const each of [element, ...core.natural(element).querySelectorAll<HTMLElement>('*')]) {
    core.natural(each).focus()
    if (each === core.page.activeElement) return
  }
}
