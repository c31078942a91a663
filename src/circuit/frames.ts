import type { ComponentInstance } from '../page/component-instance.ts'
import type { EffectEncoding, QueuedEffect } from '../page/effect-queue.ts'
import { MountEffect } from '../page/mount-effect.ts'
import { OutcomeEffect } from '../page/outcome-effect.ts'
import type { Page } from '../page/page.ts'
import { encodeFrame } from '../protocol/codec.ts'
import type { ChildDifference, NewInstance, TemplateTable } from '../protocol/differences.ts'
import type { Effect, RootEstablished } from '../protocol/messages.ts'
import { BrowserEncoder } from '../template/output/browser-encoder.ts'
import { diffChild } from '../template/output/diff.ts'
import type { Echo } from '../template/output/encoder.ts'
import { toShape } from '../template/output/shape.ts'
import { toChildValue } from '../template/output/values.ts'
import { estimateGrowth } from '../template/tree/estimate-size.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import { warnOfLarge, type SentChange } from './large-frames.ts'
import { Window } from './window.ts'

/**
 * What goes down: renders the page, encodes its effects, and makes frames of both within the window.
 *
 * `confirmed` is the highest number of an event that the browser, once it has the frames, knows to be received.
 */
export class Frames {
  readonly window: Window
  confirmed = 0
  readonly #page: Page
  readonly #encoder: BrowserEncoder
  /** Events of which something could not be sent. Made with the first effect. */
  #failedEvents: Set<number> | undefined

  constructor(page: Page, knownTemplates: readonly string[]) {
    this.#page = page
    this.#encoder = new BrowserEncoder(page.services.templates, knownTemplates, page.services.keys)
    this.window = new Window(page.services.limits, page.runtime.trees)
  }

  /** The text of a control, as an event that is not over carried it: what is rendered of it is not sent back. */
  get echo(): Echo | null {
    return this.#encoder.echo
  }

  set echo(echo: Echo | null) {
    this.#encoder.echo = echo
  }

  /** How all roots looked when the browser joined, and every template so far. */
  established(hydrate: boolean): { readonly roots: RootEstablished[]; readonly templates: TemplateTable } {
    const trees = this.window.treesAt(0) ?? []
    const roots = trees.map(({ root, node }) => this.#established(root, node, hydrate))
    return { roots, templates: this.#encoder.takeAll() }
  }

  /** Renders what is dirty. Returns the text of the next frame, or null when there is nothing to send. */
  next(): string | null {
    const { runtime } = this.#page
    const asked = runtime.cause
    // What asks from here on, while this is rendered, is shown by the next frame.
    runtime.cause = 0
    const difference: (number | ChildDifference)[] = []
    const changes: SentChange[] = []
    let values = 0
    const failed = this.#page.render((root, before, after) => {
      // What the browser does not have yet comes whole.
      if (!before || this.#page.isUnsent(root)) return
      const change = diffChild(before, after, this.#encoder)
      if (change !== undefined) {
        difference.push(root, change)
        changes.push({ after, change })
      }
      values += estimateGrowth(before, after)
    })
    const effects = this.#encodeEffects(failed)
    const addressChanges = runtime.takeAddressChanges()
    if (difference.length === 0 && effects.texts.length === 0 && addressChanges.length === 0) {
      this.window.renew(runtime.trees)
      return null
    }
    const cause = difference.length > 0 ? Math.max(asked, effects.cause) : effects.cause
    // It decides about controls alone.
    if (cause > effects.cause && this.#encoder.controls) effects.texts.unshift(causeText(cause))
    this.#encoder.controls = false
    effects.texts.unshift(...addressChanges.map(textOf))
    // Another page is new to the browser.
    if (cause > 0 && !addressChanges.some(([word]) => word === 'page')) this.#advise(changes)
    return this.#make(difference.length > 0 ? difference : 0, effects.texts, { cause, values })
  }

  #advise(changes: readonly SentChange[]): void {
    const { advice } = this.#page.services
    if (advice) warnOfLarge(advice, changes)
  }

  /** Begins an epoch: all roots in full. */
  establish(): string {
    const shown = this.#page.runtime.trees.filter(({ root }) => !this.#page.isUnsent(root))
    // It keeps what rows it has: those of the trees are as they were at first.
    this.#encoder.hasStreamRows = true
    const roots = shown.map(({ root, node }) => [root, this.#inFull(node)] as const)
    this.#encoder.hasStreamRows = false
    const { cause } = this.window
    const effects = [JSON.stringify(['epoch', ...roots])]
    if (cause > 0) effects.unshift(causeText(cause))
    effects.unshift(...this.#page.runtime.takeAddressChanges().map(textOf))
    return this.#make(0, effects, { cause, values: 0 })
  }

  /** The text of a frame with this in it, entered in the window. */
  #make(
    difference: readonly (number | ChildDifference)[] | 0,
    effects: string[],
    { cause, values }: { readonly cause: number; readonly values: number },
  ): string {
    if (this.window.askNow()) effects.push(ACKNOWLEDGE)
    const text = encodeFrame({ templates: this.#encoder.take(), difference, effects })
    this.window.push(text, { trees: this.#page.runtime.trees, cause, values })
    return text
  }

  /** The effects that are due. One that cannot be encoded is reported, and fails its event alone. */
  #encodeEffects(failed: ReadonlySet<ComponentInstance>): {
    readonly texts: string[]
    readonly cause: number
  } {
    const { runtime } = this.#page
    const texts: string[] = []
    let cause = 0
    const due = runtime.effects.take()
    if (due.length === 0) return { texts, cause }
    const failedEvents = (this.#failedEvents ??= new Set())
    let event = 0
    const encoding: EffectEncoding = { trees: runtime.trees, encoder: this.#encoder, failed, failedEvents }
    for (const effect of due) {
      if (effect instanceof MountEffect) this.#page.sent(effect.root)
      const text = this.#encode(effect, encoding)
      if (text === null) continue
      // Of what is done to a page, its history asks whose doing it is.
      if (effect.isOperation && effect.event !== event) texts.push(`["event",${(event = effect.event)}]`)
      texts.push(text)
      if (!(effect instanceof OutcomeEffect)) continue
      effect.sentIn(this.window.sent + 1)
      this.confirmed = Math.max(this.confirmed, effect.event)
      if (effect.ran) cause = Math.max(cause, effect.event)
    }
    return { texts, cause }
  }

  #encode(effect: QueuedEffect, encoding: EffectEncoding): string | null {
    try {
      return effect.encode(encoding)
    } catch (error) {
      this.#page.services.report(error, 'an effect of a page')
      encoding.failedEvents.add(effect.event)
      effect.discard?.()
      return null
    }
  }

  #established(root: number, node: ComponentNode, hydrate: boolean): RootEstablished {
    const shape = hydrate ? toShape(node, this.#encoder) : null
    return shape === null ? [root, 'values', this.#inFull(node)] : [root, 'shape', shape]
  }

  #inFull(node: ComponentNode): NewInstance | null {
    // What a root shows is an instance, or nothing: `render` and `pending` give templates.
    return toChildValue(node, this.#encoder) as NewInstance | null
  }
}

const ACKNOWLEDGE = '["ack"]'

function causeText(event: number): string {
  return `["cause",${event}]`
}

function textOf(effect: Effect): string {
  return JSON.stringify(effect)
}
