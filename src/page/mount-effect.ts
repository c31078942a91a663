import { toChildValue } from '../template/output/values.ts'
import type { EffectEncoding, QueuedEffect } from './effect-queue.ts'
import { ENTRY_BYTES } from './plain-effect.ts'
import { treeOf } from './root-tree.ts'

/** A component that starts in a target. It is ready when its first tree is, and encoded with what the browser knows then. */
export class MountEffect implements QueuedEffect {
  readonly event: number
  readonly root: number
  readonly size: number = ENTRY_BYTES
  readonly #selector: string
  #state: 'mounting' | 'ready' | 'failed' = 'mounting'

  constructor(selector: string, root: number, event: number) {
    this.#selector = selector
    this.root = root
    this.event = event
  }

  get ready(): boolean {
    return this.#state !== 'mounting'
  }

  /** Ends the waiting. False when it had ended before. */
  end(state: 'ready' | 'failed'): boolean {
    if (this.#state !== 'mounting') return false
    this.#state = state
    return true
  }

  encode({ trees, encoder, failedEvents }: EffectEncoding): string | null {
    const node = treeOf(trees, this.root)
    if (node !== null && this.#state === 'ready') {
      return JSON.stringify(['mount', this.#selector, this.root, toChildValue(node, encoder)])
    }
    // Its action has not done what it was asked to do.
    failedEvents.add(this.event)
    return null
  }
}
