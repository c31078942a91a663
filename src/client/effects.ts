/**
 * Performs effects in their order, frame after frame. Those that a lazy module performs wait for it, and the
 * others behind them; when it does not come within a few seconds, they go on without it.
 */
import { page } from './clobbering.ts'
import { failed, outbox } from './connection.ts'
import { consistency } from './consistency.ts'
import { changeTrees } from './frames.ts'
import { loaded, loadModule, waiting, withModule, type ModuleName } from './lazy-modules.ts'
import { eventOf, type EffectOf, type NamedEffect } from '../protocol/effects.ts'
import { endEvent } from './outcomes.ts'
import { settings } from './page.ts'
import { assign } from './property.ts'
import type { EventOutcome } from './sent-event.ts'

/** `event` is the number of the event whose handler asked for it; 0 when it was nobody's. */
export type Perform<Word extends string> = (effect: EffectOf<Word>, event: number) => void

/** What performs an effect, by its word. Modules add what they perform. */
export const performers: { [word: string]: Perform<never> } = {
  title: ([, text]: EffectOf<'title'>) => (page.title = text),
  load([, href]: EffectOf<'load'>) {
    if (href) location.assign(href)
    else location.reload()
  },
  // Those behind it are of this event.
  event: ([, event]: EffectOf<'event'>) => (asking = event),
}

/** The modules that perform the others best. What they do not, once they are there, and what has none here, that of actions does. */
const MODULES: { readonly [word: string]: ModuleName } = {
  reset: 'liveEdits',
  morph: 'liveMorph',
  url: settings['liveRoutes'] === undefined ? 'liveHistory' : 'liveNavigation',
  address: 'liveNavigation',
  unmount: 'liveRecovery',
  head: 'liveHead',
  session: 'liveSession',
  stored: 'liveSession',
  run: 'liveCommands',
}

let queue = Promise.resolve()
/** The event that has asked for what is performed; 0 for none. */
let asking = 0
/** Counts circuits: effects of an older one are not performed. */
let circuit = 0

export function performLater(effects: readonly NamedEffect[]): void {
  const own = circuit
  queue = queue.then(() => performAll(effects, own)).catch(failed)
}

/** The effects that wait are of a circuit that is over. */
export function dropEffects(): void {
  circuit++
  consistency.restored?.()
}

async function performAll(effects: readonly NamedEffect[], own: number): Promise<void> {
  for (const effect of effects)
    for (const name of [MODULES[effect[0]], 'liveActions'] as const)
      if (name && !eventOf(effect) && !performers[effect[0]]) await loadModule(name)
  // What is behind rows, controls or content in full is about them.
  for (const name of ['liveRows', 'liveEdits', 'liveRecovery'] as const) {
    if (!waiting[name]?.[0]) continue
    await loadModule(name)
    if (name === 'liveEdits') showLate()
  }
  asking = 0
  for (const effect of effects) {
    const [word] = effect
    // It is meant for content that comes in full.
    while (consistency.mismatch && own === circuit && !eventOf(effect) && word !== 'load')
      await new Promise<void>((resolve) => (consistency.restored = resolve))
    if (own !== circuit) return
    const perform = eventOf(effect) ? end : (performers[word] ?? (word === 'morph' && performers['replace']))
    try {
      if (!perform) throw new Error(`no module for "${word}"`)
      // It is one of its word.
      perform(effect as never, asking)
    } catch (error) {
      failed(error)
    }
  }
  // It looks for itself when it starts late.
  if (!waiting.liveRecovery?.[0]) withModule('liveRecovery', (recovery) => recovery.performed())
}

/** What controls are to show has waited for its module a few seconds: they show it as other elements do. */
function showLate(): void {
  const late = waiting.liveEdits?.splice(0) ?? []
  if (late[0]) failed('no module for controls')
  changeTrees(0, () => {
    for (const show of late) show({ render: assign, adopt() {}, settle() {} })
  })
}

function end([outcome, event, code, errors]: EffectOf<EventOutcome>): void {
  const settled = outbox.settle(event)
  loaded.liveRecovery?.received()
  if (settled) endEvent(event, settled, outcome, code, errors)
  loaded.liveHistory?.ended(event, outcome === 'done')
}
