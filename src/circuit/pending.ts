import type { NewInstance, StreamRow } from '../protocol/differences.ts'
import type { Effect } from '../protocol/messages.ts'
import type { Dictionary } from '../template/dictionary.ts'
import { buildStreamRow } from '../template/stream.ts'
import type { InstanceNode, StreamSource } from '../template/tree.ts'
import { toChildValue, toInstance } from '../template/values.ts'
import type { StreamEntry } from '../view/runtime.ts'
import type { RootTree } from './page.ts'
import { findStream } from './streams.ts'

/** A component that starts in a target: worded when its first tree is there, by the dictionary of that moment. */
export class PendingMount {
  readonly selector: string
  readonly root: number
  state: 'mounting' | 'ready' | 'failed' = 'mounting'

  constructor(selector: string, root: number) {
    this.selector = selector
    this.root = root
  }

  word(trees: readonly RootTree[], dictionary: Dictionary): Effect | null {
    const tree = trees.find((each) => each.root === this.root)
    if (!tree || this.state === 'failed') return null
    return ['mount', this.selector, this.root, toChildValue(tree.node, dictionary)]
  }
}

type How = 'append' | 'prepend' | 'reset' | 'remove'

/** Rows on their way to a stream: worded when sent, as where the stream stands and template ids are known then. */
export class PendingStream {
  readonly #source: StreamSource
  readonly #how: How
  readonly #keys: readonly string[]
  readonly #rows: readonly InstanceNode[]

  private constructor(
    source: StreamSource,
    how: How,
    keys: readonly string[],
    rows: readonly InstanceNode[],
  ) {
    this.#source = source
    this.#how = how
    this.#keys = keys
    this.#rows = rows
  }

  static rows(
    source: StreamSource,
    how: 'append' | 'prepend' | 'reset',
    entries: readonly StreamEntry[],
    development: boolean,
    warn: (message: string) => void,
  ): PendingStream {
    const rows = entries.map((entry) => buildStreamRow(entry.rendered, { host: null, development, warn }))
    return new PendingStream(
      source,
      how,
      entries.map((entry) => entry.key),
      rows,
    )
  }

  static removal(source: StreamSource, keys: readonly string[]): PendingStream {
    return new PendingStream(source, 'remove', keys, [])
  }

  word(trees: readonly RootTree[], dictionary: Dictionary): Effect | null {
    const path = findStream(trees, this.#source)
    if (!path) return null
    if (this.#how === 'remove') return ['stream', path, 'remove', ...this.#keys]
    return [
      'stream',
      path,
      this.#how,
      ...this.#rows.map((row, index) => streamRow(this.#keys[index] ?? '', row, dictionary)),
    ]
  }
}

function streamRow(key: string, row: InstanceNode, dictionary: Dictionary): StreamRow {
  const instance: NewInstance = toInstance(row, dictionary)
  return [key, ...instance]
}
