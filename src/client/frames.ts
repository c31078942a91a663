/**
 * Takes frames: templates, then what changed, then effects in order. What the engine cannot apply is a
 * mismatch, told once: until the server has answered with everything anew, differences are passed over.
 */
import type { ChildDifference } from '../protocol/differences.ts'
import type { Effect, FragmentOperation, Frame, RootEstablished } from '../protocol/messages.ts'
import { runCommand, type Report } from './commands.ts'
import type { PageHistory } from './history.ts'
import { applyFragment, editable, flash, parseFragment, regionOf } from './operations.ts'
import type { Outbox } from './outbox.ts'
import { ROOT, type Roots } from './roots.ts'

export interface Frames {
  /** Why everything must come anew; empty when all is well. */
  mismatch(): string
  /** A circuit or an epoch begins with these roots, and no others. */
  establish(established: readonly RootEstablished[]): void
  /** Resolves when the next frame may come. */
  apply(frame: Frame): Promise<void>
  /** Finds out which roots the page has lost. */
  sweep(): void
}

/** What frames change, and whom they tell. */
export interface FrameParts {
  readonly roots: Roots
  readonly outbox: Outbox
  readonly history: PageHistory
  /** Where the script is that `morph` needs. */
  readonly morph: string
  readonly report: Report
  acknowledge(): void
  /** The elements of these roots are gone. */
  left(roots: readonly number[]): void
  mismatched(): void
}

export function takeFrames(parts: FrameParts): Frames {
  const { roots, outbox, history, report } = parts
  let mismatch = ''
  /** Where this frame has put content last, and whether it shows another page. */
  let latest: Element | undefined
  let isNew = false
  return { mismatch: () => mismatch, establish, apply, sweep }

  async function apply({ templates = {}, difference, effects }: Frame): Promise<void> {
    const has = (word: string): boolean =>
      effects.some((effect) => typeof effect === 'object' && effect[0] === word)
    roots.received = Math.max(roots.received, ...effects.map(eventOf))
    roots.defineTemplates(templates)
    if (difference) attempt(() => roots.apply(difference))
    history.begin(has('url'))
    latest = undefined
    isNew = false
    for (const [index, effect] of effects.entries()) {
      try {
        const loading = perform(effect, effects.slice(index))
        if (loading) await loading
      } catch (error) {
        report('command-failed', String(error))
      }
    }
    sweep()
    if (isNew && latest) arrive(latest, has('scroll'))
  }

  function perform(effect: Effect, following: readonly Effect[]): void | Promise<void> {
    const event = eventOf(effect)
    if (typeof effect === 'number') return settle(event)
    switch (effect[0]) {
      case 'received':
        return
      case 'failed':
      case 'refused':
      case 'interrupted':
      case 'unknown':
        return settle(event, effect[0], effect[2])
      case 'ack':
        return parts.acknowledge()
      case 'epoch': {
        const [, ...anew] = effect
        return establish(anew.map(([root, content]) => [root, 'values', content]))
      }
      case 'title':
        document.title = effect[1]
        return
      case 'url':
        isNew = history.show(effect[1], effect[2], outbox.get(following.map(eventOf).find(Boolean))?.message)
        return
      case 'flash':
        return flash(effect[1], effect[2])
      case 'mount':
        return mount(effect[1], effect[2], effect[3])
      case 'unmount':
        return roots.remove(effect[1])
      case 'stream': {
        const [, path, how, ...rows] = effect
        return attempt(() => roots.stream(path, how, rows))
      }
      case 'focus':
      case 'scroll':
      case 'dispatch':
        return runCommand(effect, report)
      default:
        return edit(effect[0], effect[1], effect[2])
    }
  }

  function settle(event: number, failure?: string, code?: string): void {
    const message = outbox.settle(event, failure, code)
    if (message) history.settled(message, !failure)
  }

  function edit(how: FragmentOperation | 'remove', selector: string, html = ''): void | Promise<void> {
    const targets = editable(how, selector, report)
    if (how === 'morph') return morph(targets, html)
    for (const target of targets) {
      latest = regionOf(how, target) ?? target
      history.keep(latest)
      applyFragment(how, target, html)
    }
  }

  async function morph(targets: readonly Element[], html: string): Promise<void> {
    // What is changed in place cannot be put back.
    history.forget()
    // This build made that script too. Browsers load it once.
    const library = (await import(parts.morph)) as typeof import('./morph.ts')
    for (const target of targets) library.morph(target, parseFragment(html, target))
  }

  // --- roots ---

  function establish(established: readonly RootEstablished[]): void {
    mismatch = ''
    history.forget()
    roots.startEpoch()
    for (const element of document.querySelectorAll(`[${ROOT}]`)) {
      const found = established.find(([root]) => String(root) === element.getAttribute(ROOT))
      if (!found) element.removeAttribute(ROOT)
      else {
        attempt(() => {
          const [root, how, content] = found
          if (how === 'shape') roots.hydrate(root, element, content)
          else roots.create(root, element, content)
        })
      }
    }
    lose(established.map(([root]) => root).filter((root) => !document.querySelector(`[${ROOT}="${root}"]`)))
  }

  function mount(selector: string, root: number, content: ChildDifference): void {
    const [element] = editable('mount', selector, report)
    if (!element) return lose([root])
    history.keep((latest = element))
    attempt(() => roots.create(root, element, content))
    element.querySelector<HTMLElement>('[autofocus]')?.focus()
  }

  function sweep(): void {
    lose(roots.lost())
  }

  function lose(gone: readonly number[]): void {
    if (gone.length) parts.left(gone)
  }

  function attempt(run: () => void): void {
    if (mismatch) return
    try {
      run()
    } catch (error) {
      mismatch = String(error)
      parts.mismatched()
    }
  }
}

/** The number of the event that an effect shows to have been received; 0 for all others. */
function eventOf(effect: Effect): number {
  if (typeof effect === 'number') return effect
  return /^(failed|refused|interrupted|unknown|received)$/.test(effect[0]) ? Number(effect[1]) : 0
}

/** The user has come to another page: to its top, and with the focus in it when it was lost. */
function arrive(content: Element, isScrolled: boolean): void {
  if (!isScrolled)
    (document.getElementById(location.hash.slice(1)) ?? document.documentElement).scrollIntoView()
  if (document.activeElement !== document.body) return
  const heading = content.querySelector<HTMLElement>('h1,h2,h3')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus({ preventScroll: true })
}
