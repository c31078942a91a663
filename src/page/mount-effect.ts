import { mountTimeout } from '../errors/page.ts'
import { toChildValue } from '../template/output/values.ts'
import { isSignal } from '../view/signals.ts'
import type { ComponentInstance } from './component-instance.ts'
import type { EffectEncoding, QueuedEffect } from './effect-queue.ts'
import type { PageRuntime } from './page-runtime.ts'
import { ENTRY_BYTES } from './plain-effect.ts'
import { treeOf } from './root-tree.ts'

/** The root that is mounted, and where. */
export interface MountTarget {
  readonly selector: string
  readonly root: number
  /** The event that asked for it; 0 for none. */
  readonly event: number
  /** Takes the root out of its page again. */
  remove(): void
}

/**
 * How a mount ended: `left` when it leads elsewhere, by a signal such as `redirect()`, and so has nothing to
 * show and is no failure.
 */
type MountEnd = 'ready' | 'failed' | 'left'

/** A component that starts in a target. It is ready when its first tree is, and encoded with what the browser knows then. */
export class MountEffect implements QueuedEffect {
  readonly event: number
  readonly root: number
  readonly isOperation = true
  readonly size: number = ENTRY_BYTES
  readonly #target: MountTarget
  #state: 'mounting' | MountEnd = 'mounting'

  constructor(target: MountTarget) {
    this.#target = target
    this.root = target.root
    this.event = target.event
  }

  get ready(): boolean {
    return this.#state !== 'mounting'
  }

  /** Waits for its component to be ready, for as long as a handler may take. */
  follow(instance: ComponentInstance, ready: Promise<void>, runtime: PageRuntime): void {
    const { clock, limits } = runtime.services
    const milliseconds = limits.handlerTime
    const cancelLimit = clock.after(milliseconds, () => {
      runtime.report(instance, mountTimeout({ names: instance.name, milliseconds }))
      end('failed')
    })
    const end = (state: MountEnd): void => {
      cancelLimit()
      runtime.turn(() => {
        if (this.#end(state)) runtime.effects.ended()
      })
    }
    // Its root is removed, or its page ends: nobody waits for it, and what is behind it waits no longer.
    instance.scope.onStop(() => end('left'))
    ready.then(
      () => end('ready'),
      () => end(isSignal(instance.failure?.error) ? 'left' : 'failed'),
    )
  }

  /** Ends the waiting. False when it had ended before. */
  #end(state: MountEnd): boolean {
    if (this.#state !== 'mounting') return false
    this.#state = state
    if (state !== 'ready') this.#target.remove()
    return true
  }

  encode({ trees, encoder, failedEvents }: EffectEncoding): string | null {
    if (this.#state === 'left') return null
    const node = treeOf(trees, this.root)
    if (node !== null && this.#state === 'ready') {
      return JSON.stringify(['mount', this.#target.selector, this.root, toChildValue(node, encoder)])
    }
    // It did not mount or render: its action has not done what it was asked to do.
    failedEvents.add(this.event)
    this.#target.remove()
    return null
  }

  discard(): void {
    this.#state = 'failed'
    this.#target.remove()
  }
}
