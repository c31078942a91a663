/** The same for actions, which attributes name: in the page, and in what operations bring. */
import { core } from '../modules/core.ts'
import { FOREIGN } from '../marks.ts'
import { takesFocus } from '../modules/plain-commands.ts'
import { Watch } from './directives.ts'
import { watchAppearance, watchDisappearance } from './in-view.ts'
import { notify } from './notify.ts'
import type { Receiver } from './observer.ts'
import { OBSERVED } from './look-for-observed.ts'

/** What was started for an element, which holds it as long as it is there. */
const known = new WeakMap<Element, Watch[]>()
let isFirst = true
let isUsed = false

/** Views alone look for nothing with each of their changes. */
export function lookAgain(): void {
  if (isUsed) lookForActions()
}

/** An operation brought something, or this module has come. */
export function lookForActions(): void {
  const focusable: HTMLElement[] = []
  for (const element of core.page.querySelectorAll<HTMLElement>(OBSERVED)) {
    if (known.has(element) || element.parentElement?.closest(`[${FOREIGN}]`)) continue
    isUsed = true
    known.set(element, watch(element))
    if (core.attributeOf(element, 'focus') === '') focusable.push(element)
  }
  // The focus that a user has put elsewhere before the page was live stays there.
  const isFree = !isFirst || [null, core.page.body].includes(core.page.activeElement as HTMLElement | null)
  isFirst = false
  if (isFree) focusable.some(takesFocus)
}

function watch(element: HTMLElement): Watch[] {
  const once = core.attributeOf(element, 'once') !== null
  const receiver = (name: string): Receiver | undefined => {
    const action = core.attributeOf(element, name)
    return action ? { element, action, once } : undefined
  }
  const margin = Math.max(0, Number(core.attributeOf(element, 'intersect-threshold'))) || 0
  const [init, appear, disappear] = ['init', 'intersect-appear', 'intersect-disappear'].map(receiver)
  if (init) queueMicrotask(() => notify({ ...init, once: false }, new Event('init')))
  return [
    ...(appear ? [new Watch(element, watchAppearance(appear, margin))] : []),
    ...(disappear ? [new Watch(element, watchDisappearance(disappear, margin))] : []),
  ]
}
