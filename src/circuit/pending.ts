import type { Effect } from '../protocol/messages.ts'
import type { Dictionary } from '../template/dictionary.ts'
import { buildRows, type BuildContext } from '../template/build.ts'
import type { InstanceLike, StreamSource } from '../template/tree.ts'
import { toChildValue, toStreamRows } from '../template/values.ts'
import type { StreamEntries } from '../view/runtime.ts'
import type { RootTree } from './page-port.ts'
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

  word(trees: readonly RootTree[], dictionary: Dictionary): Effect | null {
    const found = findStream(trees, this.#source)
    if (!found) return null
    const [node, path] = found
    if (this.#how === 'remove') return ['stream', path, 'remove', ...this.#keys]
    const rows = buildRows(this.#rows, node, this.#context)
    return ['stream', path, this.#how, ...toStreamRows(this.#keys, rows, dictionary)]
  }
}
