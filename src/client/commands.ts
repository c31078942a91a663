/** What the browser does by itself, for an event part or as an effect. */
import type { Command } from '../protocol/differences.ts'
import type { ProblemCode } from '../protocol/messages.ts'

/** Tells the server what could not be done. */
export type Report = (code: ProblemCode, detail: string) => void

const FOCUSABLE =
  'a[href],area[href],button,input,select,textarea,summary,iframe,[tabindex],[contenteditable]'

/** Every element that the selector finds. It is reported when there is none, or when it is no selector. */
export function targetsOf(selector: string, report: Report): HTMLElement[] {
  let targets: HTMLElement[] = []
  try {
    targets = [...document.querySelectorAll<HTMLElement>(selector)]
    if (!targets[0]) report('missing-target', selector)
  } catch {
    report('invalid-selector', selector)
  }
  return targets
}

/** Focus and scroll go to the first element that is found, a dispatched event to all of them. */
export function perform(command: Command, report: Report): void {
  const targets = targetsOf(command[1], report)
  const [first] = targets
  if (!first) return
  switch (command[0]) {
    case 'focus':
      return focusWithin(first)
    case 'scroll':
      return first.scrollIntoView({ behavior: command[2] ?? 'auto' })
    case 'dispatch':
      for (const target of targets) {
        target.dispatchEvent(new CustomEvent(command[2], { bubbles: true, detail: command[3] ?? null }))
      }
  }
}

/** Focuses the element, or else the first in it that takes the focus. */
function focusWithin(element: HTMLElement): void {
  for (const each of [element, ...element.querySelectorAll<HTMLElement>(FOCUSABLE)]) {
    each.focus()
    if (each === document.activeElement) return
  }
}
