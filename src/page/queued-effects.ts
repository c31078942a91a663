import type { Effect } from '../protocol/messages.ts'
import type { Encoder } from '../template/output/encoder.ts'
import { buildRows } from '../template/tree/build.ts'
import type { BuildContext } from '../template/tree/building.ts'
import type { InstanceLike, StreamSource } from '../template/template-value.ts'
import { toChildValue, toStreamRows } from '../template/output/values.ts'
import type { StreamEntries } from '../view/runtime.ts'
import type { ComponentInstance } from './component-instance.ts'
import type { RootTree } from './page-runtime.ts'
import { findStream } from './streams.ts'

/** An effect, or what is worded as effects when it is sent. */
export type QueuedEffect = SingleEffect | Together
export type SingleEffect = Effect | PendingMount | PendingOutcome | PendingStream

/** A component that starts in a target: worded when its first tree is there, with the template ids of that moment. */
export class PendingMount {
  readonly selector: string
  readonly root: number
  state: 'mounting' | 'ready' | 'failed' = 'mounting'

  readonly #ended: (failed: boolean) => void

  /** `ended` hears once that `ready` has settled, or that its time was over. */
  constructor(selector: string, root: number, ready: Promise<void>, ended: (failed: boolean) => void) {
    this.selector = selector
    this.root = root
    this.#ended = ended
    ready.then(
      () => this.end('ready'),
      () => this.end('failed'),
    )
  }

  end(state: 'ready' | 'failed'): void {
    if (this.state !== 'mounting') return
    this.state = state
    this.#ended(state === 'failed')
  }

  word(trees: readonly RootTree[], encoder: Encoder): Effect | null {
    const tree = trees.find((each) => each.root === this.root)
    if (!tree || this.state === 'failed') return null
    return ['mount', this.selector, this.root, toChildValue(tree.node, encoder)]
  }
}

/** Effects that go out in one frame, though a component among them must mount first. */
export class Together {
  readonly effects: readonly QueuedEffect[]

  constructor(effects: readonly QueuedEffect[]) {
    this.effects = effects
  }
}

/** Whether an effect waits for a component. */
export function isMounting(effect: QueuedEffect): boolean {
  if (effect instanceof Together) return effect.effects.some(isMounting)
  return effect instanceof PendingMount && effect.state === 'mounting'
}

/** The effects of a queue, one by one. */
export function* ungrouped(effects: readonly QueuedEffect[]): Generator<SingleEffect> {
  for (const effect of effects) {
    if (effect instanceof Together) yield* ungrouped(effect.effects)
    else yield effect
  }
}

/**
 * The outcome of a handler that went well: told as such unless what it did cannot be shown, because its root
 * does not render.
 */
export class PendingOutcome {
  readonly #event: number
  readonly #root: ComponentInstance

  constructor(event: number, root: ComponentInstance) {
    this.#event = event
    this.#root = root
  }

  word(failed: ReadonlySet<ComponentInstance>): Effect {
    return failed.has(this.#root) ? ['failed', this.#event] : this.#event
  }
}

/** A row of a stream that waits, with its values. */
const ROW_BYTES = 256

type How = 'append' | 'prepend' | 'reset' | 'remove'

/** Rows on their way to a stream: built and worded when sent, as where the stream stands and template ids are known then. */
export class PendingStream {
  readonly #source: StreamSource
  readonly #how: How
  readonly #keys: readonly string[]
  /** One a key; none where rows are removed. */
  readonly #rows: readonly InstanceLike[]
  readonly #context: BuildContext

  constructor(source: StreamSource, how: How, entries: StreamEntries, context: BuildContext) {
    this.#source = source
    this.#how = how
    this.#keys = entries.keys
    this.#rows = entries.rows
    this.#context = context
  }

  /** What its rows take, roughly, in bytes. */
  get size(): number {
    return this.#keys.length * ROW_BYTES
  }

  word(trees: readonly RootTree[], encoder: Encoder): Effect | null {
    const found = findStream(trees, this.#source)
    if (!found) return null
    const [node, path] = found
    if (this.#how === 'remove') return ['stream', path, 'remove', ...this.#keys]
    const rows = buildRows(this.#rows, node, this.#context)
    return ['stream', path, this.#how, ...toStreamRows(this.#keys, rows, encoder)]
  }
}
