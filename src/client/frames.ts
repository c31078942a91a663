/**
 * Takes frames: templates, then what changed, then effects in order. What the engine cannot apply is a
 * mismatch, told once: until the server has answered with everything anew, differences are passed over.
 */
import type { ChildDifference } from '../protocol/differences.ts'
import { causeOf, eventOf } from '../protocol/effects.ts'
import type { Effect, Frame, RootEstablished } from '../protocol/messages.ts'
import { runCommand } from './commands.ts'
import { expectAllAnew, patchCause } from './controls.ts'
import { actionEnded, beginEffects, forgetContent, keepContent, showAddress } from './history.ts'
import { edit, editable, flash } from './operations.ts'
import { outbox, report, tell } from './connection.ts'
import { pendingEvent, settle } from './push-event.ts'
import {
  applyDifference,
  applyStream,
  createRoot,
  hydrateRoot,
  lostRoots,
  removeRoot,
  removeRoots,
  ROOT,
} from './roots.ts'
import { resetAfter } from './submit-event.ts'
import { defineTemplates } from './template.ts'

/** Why everything must come anew; empty when all is well. */
let mismatch = ''

/** Resolves when the next frame may come. */
export async function applyFrame({ templates = {}, difference, effects }: Frame): Promise<void> {
  patchCause(causeOf(effects))
  defineTemplates(templates)
  if (difference) attempt(() => applyDifference(difference))
  beginEffects(effects.some((effect) => typeof effect === 'object' && effect[0] === 'url'))
  for (const [index, effect] of effects.entries()) {
    try {
      await perform(effect, effects.slice(index))
    } catch (error) {
      report('command-failed', String(error))
    }
  }
  lose(lostRoots())
}

/** A circuit or an epoch begins with these roots, and no others. */
export function establish(established: readonly RootEstablished[]): void {
  mismatch = ''
  expectAllAnew(false)
  forgetContent()
  const elements = established.map(([root]) => document.querySelector(`[${ROOT}="${root}"]`))
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

/** What it changes, where that is known. */
function perform(effect: Effect, following: readonly Effect[]): void | Promise<void> {
  const event = eventOf(effect)
  if (typeof effect === 'number') return actionEnded(settle(event, 'done'), true)
  switch (effect[0]) {
    case 'cause':
      return
    case 'reset':
      return resetAfter(effect[1], effect[2])
    case 'load':
      if (effect[1]) location.assign(effect[1])
      else location.reload()
      return
    case 'failed':
    case 'refused':
    case 'interrupted':
    case 'unknown':
      return actionEnded(settle(event, effect[0], effect[2]), false)
    case 'ack':
      return outbox.acknowledge()
    case 'epoch': {
      const [, ...anew] = effect
      return establish(anew.map(([root, content]) => [root, 'values', content]))
    }
    case 'title':
      document.title = effect[1]
      return
    case 'url':
      return showAddress(effect[1], effect[2], pendingEvent(following.map(eventOf).find(Boolean) ?? 0))
    case 'flash':
      return flash(effect[1], effect[2])
    case 'mount':
      return mount(effect[1], effect[2], effect[3])
    case 'unmount':
      return removeRoot(effect[1])
    case 'stream': {
      const [, path, how, ...rows] = effect
      return attempt(() => applyStream(path, how, rows))
    }
    case 'focus':
    case 'scroll':
    case 'dispatch':
      return runCommand(effect)
    default: {
      const [how, selector, html = ''] = effect
      return edit(how, selector, html)
    }
  }
}

function mount(selector: string, root: number, content: ChildDifference): void {
  const [element] = editable('mount', selector)
  if (!element) return lose([root])
  keepContent(element)
  attempt(() => createRoot(root, element, content))
  element.querySelector<HTMLElement>('[autofocus]')?.focus()
}

function lose(gone: readonly number[]): void {
  if (gone.length > 0) tell({ kind: 'left', roots: gone })
}

function attempt(run: () => void): void {
  if (mismatch) return
  try {
    run()
  } catch (error) {
    mismatch = String(error)
    expectAllAnew(true)
    tellMismatch()
  }
}
