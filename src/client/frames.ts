/**
 * Takes frames: templates, then what changed, then effects. What the engine cannot apply is a mismatch, reported
 * once: until the server has answered with everything in full, differences are passed over.
 */
import type { Shape } from '../protocol/differences.ts'
import type { Frame, RootEstablished } from '../protocol/messages.ts'
import { hydrate } from './binder.ts'
import { announceChange, noteChange } from './changes.ts'
import { outbox, sendLive } from './connection.ts'
import { consistency } from './consistency.ts'
import { settleControls } from './controls.ts'
import { loaded, withModule } from './lazy-modules.ts'
import { causeOf, named, type EffectOf, type NamedEffect } from '../protocol/effects.ts'
import { handleEarly, refuseEarly } from './events.ts'
import { applyDifference, applyStream, containerOf, awaitedRoots, awaitRoot, roots } from './roots.ts'
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
  loaded.liveCommands?.changing(all, difference)
  if (consistency.mismatch) causePassed = Math.max(causePassed, cause)
  defineTemplates(templates)
  if (difference) changeTrees(cause, () => applyDifference(difference))
  return all.filter((effect) => {
    const perform = AT_ONCE[effect[0]]
    // It is one of its word.
    perform?.(effect as never, cause)
    return !perform || effect[0] === 'mount'
  })
}

type Perform<Word extends string> = (effect: EffectOf<Word>, cause: number) => void

/** What belongs to the difference: what follows relies on it. A `mount` is performed later besides. */
const AT_ONCE: { readonly [word: string]: Perform<never> } = {
  stream: (effect: EffectOf<'stream'>, cause) => changeTrees(cause, () => applyStream(effect)),
  epoch: ([, ...contents]: EffectOf<'epoch'>, cause) =>
    establish(
      contents.map(([root, content]) => [root, 'values', content]),
      Math.max(cause, causePassed),
    ),
  mount: ([, , root]: EffectOf<'mount'>) => awaitRoot(root),
  ack: outbox.acknowledge,
  cause() {},
  // Its module shows it before the difference. Without that the address of the page is written later.
  page: (effect: EffectOf<'page'>) =>
    loaded.liveNavigation ?? withModule('liveNavigation', (navigation) => navigation.showPage(effect)),
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
    established.forEach(bind)
    if (!consistency.mismatch) handleEarly()
    return
  }
  for (const [root] of established) awaitedRoots.set(root, [])
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
function bind([root, , shape]: RootEstablished): void {
  const element = containerOf(root)
  // It is a shape.
  if (element) changeTrees(0, () => roots.set(root, hydrate(root, element, shape as Shape)))
  else sendLive(['left', root])
}

/**
 * Changes trees, unless they are known not to fit. `cause` is the event that asked for it, or 0. When something does not
 * fit, everything is asked for in full.
 */
export function changeTrees(cause: number, change: () => unknown): void {
  if (consistency.mismatch) return
  try {
    announceChange()
    change()
    settleControls(cause)
    noteChange()
  } catch (error) {
    consistency.mismatch = String(error)
    withModule('liveRecovery', (recovery) => recovery.reportMismatch())
  }
}
