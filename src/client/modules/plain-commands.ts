/** The commands that most pages have, if any: for an event part or as an effect. */
import type { PlainCommand } from '../../protocol/differences.ts'
import { core } from './core.ts'
import { targetsOf } from './targets.ts'

/** The command for elements of the page that its selector finds. */
export function runPlain(command: PlainCommand): void {
  const [, target] = command
  // Other targets are looked for by the module of commands.
  runPlainOn(targetsOf(target as string), command)
}

/** Focus and scroll go to the first element, a dispatched event to all of them. */
export function runPlainOn(targets: readonly HTMLElement[], command: PlainCommand): void {
  const [first] = targets
  if (command[0] === 'dispatch') {
    const [, , type, detail = null] = command
    for (const target of targets)
      core.natural(target).dispatchEvent(new CustomEvent(type, { bubbles: true, detail }))
  } else if (first && command[0] === 'scroll') {
    const [, , wanted = 'auto', block = 'start'] = command
    // Browsers mind the preference for styles alone, not for calls.
    const isStill = wanted === 'smooth' && matchMedia('(prefers-reduced-motion: reduce)').matches
    core.natural(first).scrollIntoView({ behavior: isStill ? 'instant' : wanted, block })
  } else if (first) focusWithin(first)
}

/** Focuses the element, or else the first in it that takes the focus. */
export function focusWithin(element: Element): boolean {
  const inside = core.natural(element).querySelectorAll('*')
  return [element, ...inside].some(takesFocus)
}

/** Gives an element the focus. False when it does not take it. */
export function takesFocus(element: Element): boolean {
  try {
    // Elements of HTML, SVG and MathML can all have it.
    core.natural(element as HTMLElement).focus()
  } catch (error) {
    // A custom element may have a method of its own in that place.
    core.report('command-failed', `focus: ${String(error)}`)
  }
  return element === core.page.activeElement
}
