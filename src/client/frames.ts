/**
 * Takes a frame: templates, then what changed, then its effects in order. What the engine cannot apply is a
 * mismatch, told once: until the server has answered with everything anew, differences are passed over.
 */
import type { TemplateTable } from '../protocol/differences.ts'
import type { Effect, Frame, Outcome, RootEstablished } from '../protocol/messages.ts'
import { perform, type Report } from './commands.ts'
import type { Containers } from './containers.ts'
import type { Cause, PageHistory } from './history.ts'
import type { Operations } from './operations.ts'
import type { Outbox } from './outbox.ts'
import type { Position } from './position.ts'
import type { Roots } from './roots.ts'

/** What frames change. */
export interface FrameParts {
  readonly roots: Roots
  readonly containers: Containers
  readonly operations: Operations
  readonly history: PageHistory
  readonly outbox: Outbox
  readonly position: Position
  report: Report
  mismatch(reason: string): void
}

export class Frames {
  readonly #parts: FrameParts
  /** Why the server must send everything anew; undefined when all is well. */
  mismatch: string | undefined
  /** The server has received all events up to this number. */
  #received = 0

  constructor(parts: FrameParts) {
    this.#parts = parts
  }

  /** A circuit begins: events count from 1 again. */
  restart(): void {
    this.#received = 0
  }

  /** An epoch begins with these roots. */
  establish(templates: TemplateTable, established: readonly RootEstablished[]): void {
    const { roots, containers, history } = this.#parts
    this.mismatch = undefined
    history.forget()
    roots.startEpoch()
    roots.defineTemplates(templates)
    this.#attempt(() => containers.establish(established))
  }

  /** Resolves when the next frame may come. */
  async apply({ templates = {}, difference, effects }: Frame): Promise<void> {
    const { roots, containers, operations, history } = this.#parts
    this.#received = roots.received = Math.max(this.#received, ...effects.map(receivedBy))
    const epoch = effects.find((effect) => isWord(effect, 'epoch'))
    if (epoch) {
      const [, ...anew] = epoch
      this.establish(
        templates,
        anew.map(([root, content]) => [root, 'values', content]),
      )
    } else {
      roots.defineTemplates(templates)
      if (difference) this.#attempt(() => roots.apply(containers.standing(difference)))
    }
    history.begin(effects.some((effect) => isWord(effect, 'url')))
    operations.latest = undefined
    let moved = false
    for (const [index, effect] of effects.entries()) {
      try {
        if (isWord(effect, 'url'))
          moved = history.show(effect[1], effect[2], this.#causeOf(effects.slice(index)))
        else {
          const loading = this.#perform(effect)
          if (loading) await loading
        }
      } catch (error) {
        this.#parts.report('command-failed', String(error))
      }
    }
    containers.sweep()
    if (moved && operations.latest)
      arrive(
        operations.latest,
        effects.some((effect) => isWord(effect, 'scroll')),
      )
  }

  #perform(effect: Effect): void | Promise<void> {
    const { roots, containers, operations, position, report } = this.#parts
    if (typeof effect === 'number') return this.#settle(effect)
    switch (effect[0]) {
      case 'failed':
      case 'refused':
      case 'interrupted':
      case 'unknown':
        return this.#settle(effect)
      case 'received':
      case 'epoch':
      case 'url':
        return
      case 'ack':
        return position.acknowledge()
      case 'title':
        document.title = effect[1]
        return
      case 'flash':
        return operations.flash(effect[1], effect[2])
      case 'mount': {
        const [, selector, root, content] = effect
        const element = operations.container(selector, root)
        if (!element) return containers.lose([root])
        containers.add(root, element)
        this.#attempt(() => containers.create(root, content))
        return element.querySelector<HTMLElement>('[autofocus]')?.focus()
      }
      case 'unmount':
        return containers.remove(effect[1])
      case 'stream': {
        const [, path, how, ...rows] = effect
        return this.#attempt(() => roots.stream(path, how, rows))
      }
      case 'focus':
      case 'scroll':
      case 'dispatch':
        return perform(effect, report)
      case 'remove':
        return operations.edit('remove', effect[1], '')
      default:
        return operations.edit(effect[0], effect[1], effect[2])
    }
  }

  #settle(outcome: Outcome): void {
    const { outbox, history } = this.#parts
    const event = receivedBy(outcome)
    const pending = outbox.get(event)
    outbox.settle(outcome)
    if (pending) history.settled({ event, message: pending.message }, typeof outcome === 'number')
  }

  /** The event whose handler had these effects: its outcome follows them. */
  #causeOf(effects: readonly Effect[]): Cause | undefined {
    const event = effects.map(receivedBy).find(Boolean) ?? 0
    const pending = this.#parts.outbox.get(event)
    return pending && { event, message: pending.message }
  }

  #attempt(run: () => void): void {
    if (this.mismatch !== undefined) return
    try {
      run()
    } catch (error) {
      this.mismatch = String(error)
      this.#parts.mismatch(this.mismatch)
    }
  }
}

function isWord<Word extends string>(
  effect: Effect,
  word: Word,
): effect is Extract<Effect, readonly [Word, ...unknown[]]> {
  return typeof effect === 'object' && effect[0] === word
}

/** The number of the event that an effect shows to have been received; 0 for all others. */
function receivedBy(effect: Effect): number {
  if (typeof effect === 'number') return effect
  return /^(failed|refused|interrupted|unknown|received)$/.test(effect[0]) ? Number(effect[1]) : 0
}

/** The user has come to another page: at its top, and with the focus in it when it was lost. */
function arrive(content: Element, scrolled: boolean): void {
  const { activeElement, body } = document
  const anchor = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (anchor) anchor.scrollIntoView()
  else if (!scrolled) scrollTo({ top: 0, behavior: 'instant' })
  const heading = content.querySelector<HTMLElement>('h1,h2,h3')
  if (!heading || (activeElement && activeElement !== body)) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
