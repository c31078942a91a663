/**
 * Performs effects in their order, frame after frame. Those that a lazy module performs wait for it, and the
 * others behind them; when it does not come within a few seconds, they go on without it.
 */
import { page } from './clobbering.ts'
import type { ChildDifference } from '../protocol/differences.ts'
import { causeOf, eventOf } from '../protocol/effects.ts'
import type { Effect, EventMessage } from '../protocol/messages.ts'
import { runCommand } from './commands.ts'
import { failed } from './connection.ts'
import { patchCause, waitsForEdits } from './bound.ts'
import { attempt, lose } from './frames.ts'
import { added, loadModule, type ModuleName } from './lazy-modules.ts'
import { pendingEvent, settle } from './push-event.ts'
import { createRoot, removeRoot } from './roots.ts'
import { editable } from './targets.ts'

const PATIENCE = 5_000

/** What performs these effects, and in place of which effect they can be performed otherwise. */
const ACTIONS = /^(replace|outer|append|prepend|before|after|remove|morph|url|flash)$/
const INSTEAD: { readonly [word: string]: string } = { morph: 'replace' }

const arrivals = new WeakMap<Promise<void>, Promise<void>>()
let queue = Promise.resolve()
/** Counts circuits: effects of an older one are not performed. */
let circuit = 0

export function performLater(effects: readonly Effect[]): void {
  const own = circuit
  queue = queue.then(() => performAll(effects, () => own === circuit)).catch(failed)
}

/** The effects that wait are of a circuit that is over. */
export function dropEffects(): void {
  circuit++
}

async function performAll(effects: readonly Effect[], isCurrent: () => boolean): Promise<void> {
  for (const name of modulesOf(effects)) await arrival(name)
  patchCause(causeOf(effects))
  added.history?.begin(effects.some((effect) => typeof effect === 'object' && effect[0] === 'url'))
  effects.forEach((effect, index) => {
    if (!isCurrent()) return
    try {
      perform(effect, effects.slice(index))
    } catch (error) {
      failed(error)
    }
  })
  lose()
}

/** What performs these effects and is not there yet. */
function modulesOf(effects: readonly Effect[]): ModuleName[] {
  const words = effects.map((effect) => (typeof effect === 'number' ? '' : effect[0]))
  const needed: ModuleName[] = []
  if (!added.history && words.some((word) => ACTIONS.test(word))) needed.push('liveActions')
  if (waitsForEdits() || (!added.edits && words.includes('reset'))) needed.push('liveEdits')
  if (words.includes('morph') && !added.effects.has('morph')) needed.push('liveMorph')
  return needed
}

/** What waits for a module waits together: one that does not come holds the page up once. */
function arrival(name: ModuleName): Promise<void> {
  const module = loadModule(name)
  const arrived =
    arrivals.get(module) ??
    Promise.race([module, new Promise<void>((resolve) => setTimeout(resolve, PATIENCE))])
  arrivals.set(module, arrived)
  return arrived
}

function perform(effect: Effect, following: readonly Effect[]): void {
  const event = eventOf(effect)
  if (typeof effect === 'number') return ended(settle(event, 'done'), true)
  switch (effect[0]) {
    case 'cause':
    case 'stream':
    case 'epoch':
    case 'ack':
      // Frames take these.
      return
    case 'reset':
      return added.edits?.reset(effect[1], effect[2])
    case 'load':
      if (effect[1]) location.assign(effect[1])
      else location.reload()
      return
    case 'failed':
    case 'refused':
    case 'interrupted':
    case 'unknown':
      return ended(settle(event, effect[0], effect[2]), false)
    case 'title':
      page.title = effect[1]
      return
    case 'mount':
      return mount(effect[1], effect[2], effect[3])
    case 'unmount':
      return removeRoot(effect[1])
    case 'focus':
    case 'scroll':
    case 'dispatch':
      return runCommand(effect)
    default: {
      const word = added.effects.has(effect[0]) ? effect[0] : INSTEAD[effect[0]]
      const performOperation = added.effects.get(word ?? '')
      if (!performOperation) throw new Error(`The module for "${effect[0]}" did not come.`)
      // What stands in for an effect takes what it takes.
      const operation = [word, ...effect.slice(1)] as unknown as typeof effect
      performOperation(operation, pendingEvent(following.map(eventOf).find(Boolean) ?? 0))
    }
  }
}

function ended(message: EventMessage | undefined, isDone: boolean): void {
  added.history?.ended(message, isDone)
}

function mount(selector: string, root: number, content: ChildDifference): void {
  const [element] = editable('mount', selector)
  if (!element) {
    removeRoot(root)
    return lose([root])
  }
  added.history?.keep(element)
  attempt(() => createRoot(root, element, content))
  element.querySelector<HTMLElement>('[autofocus]')?.focus()
}
