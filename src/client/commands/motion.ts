/** Classes that an element has while it moves. */
import type { Motion } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { tokensOf } from './changes.ts'
import { changeForNow } from './layers.ts'

/** Whether anything may move: somebody sees it, and has not asked for less. */
export function mayMove(): boolean {
  return !core.page.hidden && !matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** Elements that move while nothing waits for that, with what ends it: the next motion begins in its place. */
const moving = new WeakMap<Element, () => void>()

/**
 * Gives an element the classes of a motion and calls back when the animations and transitions that they began are over: at once
 * when there are none. What is returned ends it without that.
 */
export function move(element: Element, motion: Motion, over?: () => void): () => void {
  moving.get(element)?.()
  const running = new Set(animationsOf(element))
  const undone: (() => void)[] = []
  const add = (classes: string): (() => void) =>
    changeForNow(
      element,
      'class',
      tokensOf(classes).map((token) => [token, '']),
    )
  if (mayMove()) {
    const [during, from = '', to = ''] = motion
    undone.push(add(during))
    const start = add(from)
    // What follows begins from here.
    core.natural(element).getBoundingClientRect()
    start()
    undone.push(add(to))
  }
  let state: 'moving' | 'over' = 'moving'
  const end = (): void => {
    state = 'over'
    if (moving.get(element) === end) moving.delete(element)
    for (const undo of undone) undo()
  }
  const begun = animationsOf(element).filter((each) => !running.has(each) && hasEnd(each))
  const finish = (): void => {
    if (state === 'over') return
    end()
    over?.()
  }
  if (!over) moving.set(element, end)
  if (begun.length === 0) finish()
  // One that is cancelled is over as well.
  else void Promise.allSettled(begun.map((each) => each.finished)).then(finish)
  return end
}

/** Those of the element itself. */
function animationsOf(element: Element): Animation[] {
  // The test kit has none.
  const { getAnimations } = element as Partial<Element>
  return getAnimations ? getAnimations.call(element) : []
}

function hasEnd({ effect }: Animation): boolean {
  return Number.isFinite(Number(effect?.getComputedTiming().endTime ?? 0))
}
