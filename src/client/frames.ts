/**
 * Takes frames: templates, then what changed, then effects. What the engine cannot apply is a mismatch, reported
 * once: until the server has answered with everything in full, differences are passed over.
 */
import type { Shape } from '../protocol/differences.ts'
import type { Frame, RootEstablished } from '../protocol/messages.ts'
import { MOST_DETAIL, outbox, sendLive } from './connection.ts'
import { consistency } from './consistency.ts'
import { settleControls } from './controls.ts'
import { loaded, withModule } from './lazy-modules.ts'
import { causeOf, named, type NamedEffect } from '../protocol/effects.ts'
import { handleEarly, refuseEarly } from './events.ts'
import {
  applyDifference,
  applyStream,
  containerOf,
  expected,
  expectRoot,
  hydrateRoot,
  removeLostRoots,
  roots,
} from './roots.ts'
import { defineTemplates } from './template.ts'

/** The greatest cause of a frame that was passed over: what comes instead is caused by it too. */
let causePassed = 0

/** Applies what the trees show. Returns the other effects, which are performed in their order. */
export function applyFrame({
  templates = {},
  difference,
  effects,
}: Omit<Frame, 'kind'>): readonly NamedEffect[] {
  const all = effects.map(named)
  const cause = causeOf(all)
  if (consistency.mismatch) causePassed = Math.max(causePassed, cause)
  for (const effect of all)
    if (effect[0] === 'page') withModule('liveNavigation', ({ showPage }) => showPage(effect))
  defineTemplates(templates)
  if (difference) changeTrees(cause, () => applyDifference(difference))
  return all.filter((effect) => {
    // These belong to the difference: what follows relies on them.
    if (effect[0] === 'stream') changeTrees(cause, () => applyStream(effect))
    else if (effect[0] === 'epoch') {
      const [, ...contents] = effect
      establish(
        contents.map(([root, content]) => [root, 'values', content]),
        Math.max(cause, causePassed),
      )
    } else if (effect[0] === 'ack') outbox.acknowledge()
    else if (effect[0] === 'mount') expectRoot(effect[2])
    return !/^(stream|epoch|ack|cause|page)$/.test(effect[0])
  })
}

/**
 * A circuit or an epoch begins with these roots, and no others: in HTML that the page shows, or in values. Until they are
 * shown, what comes for them waits, and what users do is still recorded.
 */
export function establish(established: readonly RootEstablished[], cause?: number): void {
  consistency.mismatch = ''
  causePassed = 0
  loaded.liveHistory?.forget()
  if (!roots.size && !established.some(([, how]) => how === 'values')) {
    established.forEach(hydrate)
    if (!consistency.mismatch) handleEarly()
    return
  }
  for (const [root] of established) expected.set(root, [])
  // What users have typed is found and carried by the module of edits.
  withModule('liveEdits', () =>
    withModule('liveRecovery', (recovery) => {
      recovery.establish(established, cause)
      // What was recorded was meant for content that is not this one.
      refuseEarly()
      consistency.restored?.()
    }),
  )
}

/** Binds a root to the HTML of the response. */
function hydrate([root, , shape]: RootEstablished): void {
  const element = containerOf(root)
  // It is a shape.
  if (element) changeTrees(0, () => hydrateRoot(root, element, shape as Shape))
  else reportLostRoots([root])
}

/** Asks for everything in full when something did not fit. */
export function reportMismatch(): void {
  if (consistency.mismatch) withModule('liveRecovery', (recovery) => recovery.reportMismatch())
}

/** Changes trees, unless they are known not to fit. `cause` is the event that asked for it, or 0. */
export function changeTrees(cause: number, change: () => void): void {
  if (consistency.mismatch) return
  try {
    change()
    settleControls(cause)
  } catch (error) {
    consistency.mismatch = String(error).slice(0, MOST_DETAIL)
    reportMismatch()
  }
}

/** Names to the server the roots that the page has not, or not any more. */
export function reportLostRoots(lost: readonly number[] = removeLostRoots()): void {
  if (lost[0] !== undefined) sendLive(['left', ...lost])
}
