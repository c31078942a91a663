import type { Path } from '../protocol/paths.ts'
import type { StreamSource } from '../template/template-value.ts'
import { shownFor, type ChildNode, type StreamNode } from '../template/tree/tree.ts'
import { childAt, childrenIn } from '../template/tree/walk.ts'
import { treeOf, type RootTree } from './root-tree.ts'

/** A stream in the trees of a page. */
export interface FoundStream {
  readonly node: StreamNode
  readonly path: Path
}

/**
 * Where the streams of a page stand. A path stays valid when rows move, so it is searched for once: after
 * that it is walked along, which costs the same on a page of any size.
 */
export class StreamRegistry {
  /** Made with the first search: most pages have no stream. */
  #paths: Map<StreamSource, Path> | undefined
  /** Streams that were searched for in vain, and that no render has shown since. */
  #missing: WeakSet<StreamSource> | undefined

  /** Where the stream stands; null when nothing shows it. */
  find(source: StreamSource, trees: readonly RootTree[]): FoundStream | null {
    const path = this.#paths?.get(source)
    const node = path && streamAt(trees, path)
    if (path && node?.source === source) return { node, path }
    if (this.#missing?.has(source)) return null
    const found = this.#search(trees).get(source)
    const again = found && streamAt(trees, found)
    if (found && again) return { node: again, path: found }
    this.#missing = (this.#missing ?? new WeakSet()).add(source)
    return null
  }

  /** A render that was committed has shown it. */
  shown(source: StreamSource): void {
    this.#missing?.delete(source)
  }

  /** All streams that are shown. */
  all(trees: readonly RootTree[]): Iterable<StreamSource> {
    return [...this.#search(trees).keys()]
  }

  #search(trees: readonly RootTree[]): ReadonlyMap<StreamSource, Path> {
    const paths = (this.#paths = new Map<StreamSource, Path>())
    for (const { root, node } of trees) {
      for (const found of streamsIn(node, [root])) paths.set(found.node.source, found.path)
    }
    return paths
  }
}

function streamAt(trees: readonly RootTree[], [root, ...steps]: Path): StreamNode | null {
  let node: ChildNode = treeOf(trees, root)
  for (const step of steps) node = childAt(node, step)
  const shown = shownFor(node)
  return typeof shown === 'object' && shown?.kind === 'stream' ? shown : null
}

function* streamsIn(node: ChildNode, path: Path): Generator<FoundStream> {
  if (typeof node === 'object' && node?.kind === 'stream') yield { node, path }
  for (const [step, child] of childrenIn(node)) {
    yield* streamsIn(child, step === null ? path : [...path, step])
  }
}
