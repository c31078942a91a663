import { encodeDown } from '../protocol/codec.ts'
import type { ChildDifference, NewInstance, TemplateTable } from '../protocol/differences.ts'
import { eventOf } from '../protocol/effects.ts'
import type { Effect, RootEstablished } from '../protocol/messages.ts'
import { diffChild } from '../template/output/diff.ts'
import { BrowserEncoder } from '../template/output/browser-encoder.ts'
import { toShape } from '../template/output/shape.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import { toChildValue } from '../template/output/values.ts'
import { estimateSize } from '../template/tree/estimate-size.ts'
import type { ComponentInstance } from '../page/component-instance.ts'
import type { Page } from '../page/page.ts'
import { PendingMount, PendingOutcome, PendingStream, type SingleEffect } from '../page/queued-effects.ts'
import { Window } from './window.ts'

/**
 * What goes down: renders the page, words its effects, and makes frames of both within the window.
 *
 * `told` is the highest number of an event that the browser knows, once it has the frames, to be received.
 */
export class Frames {
  readonly window: Window
  /** The position at which this epoch began. */
  epoch = 0
  told = 0
  readonly #page: Page
  readonly #encoder: BrowserEncoder
  /** Roots that the browser does not have yet. */
  #coming: Set<number> | undefined

  constructor(page: Page, knownTemplates: readonly string[]) {
    this.#page = page
    this.#encoder = new BrowserEncoder(page.services.templates, knownTemplates)
    this.window = new Window(page.services.limits, page.port.trees)
  }

  /** How all roots looked when the browser joined, and every template so far. */
  established(hydrate: boolean): { readonly roots: RootEstablished[]; readonly templates: TemplateTable } {
    const trees = this.window.treesAt(0) ?? []
    const roots = trees.map(({ root, node }) => this.#established(root, node, hydrate))
    return { roots, templates: this.#encoder.takeAll() }
  }

  /** Says that a root comes with an effect: until then its differences stay here. */
  announce(root: number): void {
    this.#coming = (this.#coming ?? new Set()).add(root)
  }

  /**
   * Renders what is dirty. Returns the text of the next frame, or null when there is nothing to send or no
   * room in the window. `received` is how many events have come.
   */
  next(received: number): string | null {
    if (this.window.full) return null
    const difference: (number | ChildDifference)[] = []
    let values = 0
    const failed = this.#page.render((root, before, after) => {
      // What the browser does not have yet comes whole.
      if (!before || this.#coming?.has(root)) return
      const change = diffChild(before, after, this.#encoder)
      if (change !== undefined) difference.push(root, change)
      values += estimateSize(after)
    })
    const effects = this.#due(failed)
    if (difference.length === 0 && effects.length === 0) {
      this.window.renew(this.#page.port.trees)
      return null
    }
    return this.make({ difference: difference.length > 0 ? difference : 0, effects, values, received })
  }

  /** The text of a frame with this in it, entered in the window. */
  make({ difference, effects, values }: FrameContent): string {
    const told = effects.reduce<number>((highest, effect) => Math.max(highest, eventOf(effect)), this.told)
    this.told = told
    if (this.window.askNow()) effects.push(['ack'])
    const templates = this.#encoder.take()
    const text = encodeDown({ kind: 'frame', ...(templates && { templates }), difference, effects })
    this.window.push(text, this.#page.port.trees, values)
    return text
  }

  /** Begins an epoch: all roots in full. */
  establish(received: number): string {
    // The frame that says so is the first of the epoch.
    this.epoch = this.window.sent + 1
    const shown = this.#page.port.trees.filter(({ root }) => !this.#coming?.has(root))
    const roots = shown.map(({ root, node }) => [root, this.#inFull(node)] as const)
    return this.make({ difference: 0, effects: [['epoch', ...roots]], values: 0, received })
  }

  /** The effects that are due, in the words of this moment. `failed` are the roots that could not be rendered. */
  #due(failed: ReadonlySet<ComponentInstance>): Effect[] {
    const effects: Effect[] = []
    for (const each of this.#page.port.takeEffects()) {
      if (each instanceof PendingMount) this.#coming?.delete(each.root)
      const effect = this.#word(each, failed)
      if (effect !== null) effects.push(effect)
    }
    return effects
  }

  #word(effect: SingleEffect, failed: ReadonlySet<ComponentInstance>): Effect | null {
    if (effect instanceof PendingOutcome) return effect.word(failed)
    if (effect instanceof PendingMount || effect instanceof PendingStream) {
      return effect.word(this.#page.port.trees, this.#encoder)
    }
    return effect
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

/** What a frame is made of. */
export interface FrameContent {
  readonly difference: readonly (number | ChildDifference)[] | 0
  readonly effects: Effect[]
  /** How much of the trees that it shows is not in the trees before. */
  readonly values: number
  /** How many events have come. */
  readonly received: number
}
