/** What a handler has the page do. A selector addresses every element that it finds. Scripts in fragments do not run. */
import type { EffectOf } from '../../protocol/effects.ts'
import type { EditEffect } from '../additions.ts'
import { ROOT } from '../marks.ts'
import { lookForObserved } from '../observers/look-for-observed.ts'
import { core } from './core.ts'
import { createRoot } from './create-root.ts'
import { parseFor } from './parse-for.ts'
import { editable, regionOf } from './targets.ts'

/** What performs an operation on an element. */
export const METHODS = {
  replace: 'replaceChildren',
  outer: 'replaceWith',
  append: 'append',
  prepend: 'prepend',
  before: 'before',
  after: 'after',
  remove: 'remove',
} as const

let isEdited = false

/** Whether something was edited. */
export function hasEdited(): boolean {
  return isEdited
}

/** Edits every target. */
export function edit(effect: EditEffect, event: number): void {
  const [how, selector] = effect
  const targets = editable(asWord(how), selector)
  notify(
    targets.map((target) => regionOf(asWord(how), target)),
    effect,
    event,
  )
  core.announceChange()
  for (const target of targets) editOne(target, effect)
  core.noteChange()
  lookForObserved()
}

/** Edits the targets in certain elements once more. */
export function redo(effect: EditEffect, isIn: (region: Element) => boolean): void {
  const [how, selector] = effect
  for (const target of editable(asWord(how), selector, unreported)) {
    if (isIn(regionOf(asWord(how), target))) editOne(target, effect)
  }
}

/** What could not be done was reported the first time. */
function unreported(): void {}

function notify(regions: readonly HTMLElement[], effect: EditEffect | undefined, event: number): void {
  isEdited ||= regions.length > 0
  core.loaded.liveHistory?.changes(regions, effect, event)
}

/** Without its module, `morph` replaces. */
function asWord(how: EditEffect[0]): keyof typeof METHODS {
  return how === 'morph' ? 'replace' : how
}

function editOne(target: HTMLElement, [how, , html = '']: EditEffect): void {
  const word = asWord(how)
  const content = parseFor(regionOf(word, target), html)
  const focused = content.querySelector<HTMLElement>('[autofocus]')
  if (word === 'replace') core.natural(target).removeAttribute(ROOT)
  core.natural(target)[METHODS[word]](content)
  if (focused) core.natural(focused).focus()
}

/** A component starts in the first element that the selector finds. */
export function mount([, selector, root, content]: EffectOf<'mount'>, event: number): void {
  const [element] = editable('mount', selector)
  if (!element) {
    core.awaitedRoots.delete(root)
    return core.sendLive(['left', root])
  }
  notify([element], undefined, event)
  core.changeTrees(event, () => createRoot(root, element, content))
  const focused = core.natural(element).querySelector<HTMLElement>('[autofocus]')
  if (focused) core.natural(focused).focus()
}
