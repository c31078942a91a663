/**
 * Takes frames: templates, then what changed, then effects. What the engine cannot apply is a mismatch, told once:
 * until the server has answered with everything anew, differences are passed over.
 */
import { page } from './clobbering.ts'
import { causeOf } from '../protocol/effects.ts'
import type { Effect, Frame, RootEstablished } from '../protocol/messages.ts'
import { MOST_DETAIL, outbox, tell } from './connection.ts'
import { patchCause } from './bound.ts'
import { added } from './lazy-modules.ts'
import { ROOT } from './marks.ts'
import {
  applyDifference,
  applyStream,
  createRoot,
  expectRoot,
  hydrateRoot,
  lostRoots,
  removeRoots,
} from './roots.ts'
import { expectAllAnew } from './submit-event.ts'
import { defineTemplates } from './template.ts'

/** Why everything must come anew; empty when all is well. */
let mismatch = ''
/** The greatest cause of a frame that was passed over: what comes instead is caused by it too. */
let causePassed = 0

/** Applies what the trees show. Returns the effects, which are performed in their order. */
export function applyFrame({ templates = {}, difference, effects }: Frame): readonly Effect[] {
  const cause = causeOf(effects)
  if (mismatch) causePassed = Math.max(causePassed, cause)
  patchCause(cause)
  defineTemplates(templates)
  if (difference) attempt(() => applyDifference(difference))
  for (const effect of effects) {
    if (typeof effect === 'number') continue
    if (effect[0] === 'mount') expectRoot(effect[2])
    // These two belong to the difference: what follows relies on them.
    if (effect[0] === 'stream') {
      const [, path, how, ...rows] = effect
      attempt(() => applyStream(path, how, rows))
    } else if (effect[0] === 'ack') outbox.acknowledge()
    else if (effect[0] === 'epoch') {
      const [, ...anew] = effect
      patchCause(Math.max(cause, causePassed))
      establish(anew.map(([root, content]) => [root, 'values', content]))
    }
  }
  return effects
}

/** A circuit or an epoch begins with these roots, and no others. */
export function establish(established: readonly RootEstablished[]): void {
  mismatch = ''
  causePassed = 0
  expectAllAnew(false)
  added.history?.forget()
  const elements = established.map(([root]) => page.querySelector(`[${ROOT}="${root}"]`))
  removeRoots()
  established.forEach(([root, how, content], index) => {
    const element = elements[index]
    if (!element) lose([root])
    else
      attempt(() =>
        how === 'shape' ? hydrateRoot(root, element, content) : createRoot(root, element, content),
      )
  })
}

/** Asks for everything anew when something did not fit. */
export function tellMismatch(): void {
  if (mismatch) tell({ kind: 'mismatch', seen: outbox.acknowledgeable(), reason: mismatch })
}

/** Changes trees, unless they are known not to fit. */
export function attempt(run: () => void): void {
  if (mismatch) return
  try {
    run()
  } catch (error) {
    mismatch = String(error).slice(0, MOST_DETAIL)
    expectAllAnew(true)
    tellMismatch()
  }
}

/** The server hears of roots that the page has not, or not any more. */
export function lose(gone: readonly number[] = lostRoots()): void {
  if (gone.length > 0) tell({ kind: 'left', roots: gone })
}
