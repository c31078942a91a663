/** Sorting by keys: Space lifts and drops, arrow keys move, Escape puts back. */
import { core } from '../modules/core.ts'
import { axisHere, cancel, drop, focusMoved, isHolding, liftRow, step } from './hand.ts'
import { isOff, rowAround } from './lists.ts'
import type { Step } from './sorting.ts'

/** The handle whose row is lifted. */
let grip: Element | undefined

export function followKeys(): void {
  addEventListener('keydown', pressed, true)
  // Firefox clicks when the key is released.
  addEventListener('keyup', (event) => grip && event.key === ' ' && keep(event), true)
  core.page.addEventListener('focusin', ({ target }) => {
    focusMoved(target)
    if (grip && target !== grip) end()
  })
  addEventListener('pointerdown', () => grip && end(), true)
}

function pressed(event: KeyboardEvent): void {
  const { key, altKey, ctrlKey, metaKey, isComposing } = event
  if (altKey || ctrlKey || metaKey || isComposing) return
  if (!isHolding()) grip = undefined
  if (!grip) return key === ' ' ? lift(event) : undefined
  if (key === 'Tab') return end()
  const how = stepOf(key)
  if (key === ' ') {
    drop(true)
    // The key is released yet, unless it has lifted something again.
    setTimeout(() => isHolding() || (grip = undefined))
  } else if (key === 'Escape') end()
  else if (how) step(how)
  keep(event)
}

function lift(event: KeyboardEvent): void {
  const path = event.composedPath()
  const [target] = path
  const found = rowAround(path)
  if (!found || !(target instanceof Element) || !core.natural(target).hasAttribute('data-handle')) return
  if (event.repeat || isOff(target) || !liftRow(found.row, found.list)) return
  grip = target
  keep(event)
}

function end(): void {
  grip = undefined
  cancel()
}

/** Neither the browser nor another handler does anything for it. */
function keep(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function stepOf(key: string): Step | undefined {
  const { axis, sign } = axisHere() ?? { axis: 'y', sign: 1 }
  const [back, forward] = sign > 0 ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  const [along, across] =
    axis === 'y'
      ? [
          ['ArrowUp', 'ArrowDown'],
          [back, forward],
        ]
      : [
          [back, forward],
          ['ArrowUp', 'ArrowDown'],
        ]
  const keys = [...along, ...across, 'Home', 'End']
  const steps: readonly Step[] = ['back', 'forward', 'list before', 'list after', 'first', 'last']
  return steps[keys.indexOf(key)]
}
