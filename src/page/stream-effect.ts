import { toStreamRows } from '../template/output/values.ts'
import type { StreamSource } from '../template/template-value.ts'
import type { InstanceNode } from '../template/tree/tree.ts'
import type { EffectEncoding, QueuedEffect } from './effect-queue.ts'
import { MemoryEstimate } from './estimate-memory.ts'
import { ENTRY_BYTES } from './plain-effect.ts'
import type { StreamRegistry } from './stream-registry.ts'

/** What a row of a stream takes while it waits, beside its values, in bytes. */
const ROW_BYTES = 64

/** Rows on their way to a stream. */
export interface StreamRows {
  readonly how: 'append' | 'prepend' | 'reset' | 'before' | 'remove'
  /** With `before`, the key of the row that they stand before; null for the end. */
  readonly before?: string | null
  readonly keys: readonly string[]
  /** One for each key; none where rows are removed. */
  readonly rows: readonly InstanceNode[]
}

/** Rows that come to or go from a stream. Where it stands, and what the browser knows of templates, is asked when they are sent. */
export class StreamEffect implements QueuedEffect {
  readonly event: number
  readonly size: number
  readonly ready = true
  readonly #registry: StreamRegistry
  readonly #stream: StreamSource
  readonly #change: StreamRows

  constructor(registry: StreamRegistry, stream: StreamSource, change: StreamRows, event: number) {
    this.#registry = registry
    this.#stream = stream
    this.#change = change
    this.event = event
    this.size = ENTRY_BYTES + change.keys.length * ROW_BYTES + new MemoryEstimate().rows(change.rows)
  }

  encode({ trees, encoder }: EffectEncoding): string | null {
    const found = this.#registry.find(this.#stream, trees)
    if (!found) return null
    const { how, before, keys, rows } = this.#change
    const place = before === undefined ? [] : [before]
    const what = how === 'remove' ? keys : toStreamRows(keys, rows, encoder)
    return JSON.stringify(['stream', found.path, how, ...place, ...what])
  }
}
