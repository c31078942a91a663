/** Shows and hides elements by the attribute `hidden`, with a motion or without. */
import type { Motion } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { change, changeForNow } from './layers.ts'
import { mayMove, move } from './motion.ts'
import { WHOLE } from './overlay.ts'

/** Those that are seen to leave, each with what ends that at once. */
const leaving = new WeakMap<Element, () => void>()

export function isHidden(element: Element): boolean {
  return leaving.has(element) || core.natural(element).hasAttribute('hidden')
}

/** What is leaving stays, as it is. */
export function show(element: Element, motion?: Motion | null): void {
  const wasHidden = isHidden(element)
  leaving.get(element)?.()
  change(element, 'hidden', [[WHOLE, null]])
  if (motion && wasHidden) move(element, motion)
}

/** What leaves with a motion is seen, but nobody can use it, and it is not read aloud. */
export function hide(element: Element, motion?: Motion | null): void {
  if (isHidden(element)) return
  const hideNow = (): void => change(element, 'hidden', [[WHOLE, '']])
  if (!motion || !mayMove()) return hideNow()
  const undone = [
    changeForNow(element, 'inert', [[WHOLE, '']]),
    changeForNow(element, 'aria-hidden', [[WHOLE, 'true']]),
  ]
  const restore = (): void => {
    leaving.delete(element)
    for (const undo of undone) undo()
  }
  leaving.set(element, () => {
    end()
    restore()
  })
  const end = move(element, motion, () => {
    restore()
    hideNow()
  })
}
