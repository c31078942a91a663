import type { StreamSource } from '../template/template-value.ts'
import type { RenderedStream } from '../view/runtime.ts'
import { Stream } from '../view/stream.ts'
import type { RootTree } from './root-tree.ts'
import { StreamRegistry } from './stream-registry.ts'

/** The streams of a page: where they stand, and which of their rows a render has put into the trees. */
export class PageStreams {
  readonly registry: StreamRegistry = new StreamRegistry()
  /** Streams that were rendered into trees that the browser may not have yet, and the rows that waited in them. */
  #rendered: Map<Stream<unknown>, RenderedStream> | undefined

  /** Streams that the browser shows. */
  readonly #standing = new Set<Stream<unknown>>()

  rendered(source: Stream<unknown>, rendered: RenderedStream): void {
    this.#rendered = (this.#rendered ?? new Map()).set(source, rendered)
  }

  /** What another page has rendered is shown in this one. */
  takeOver(other: PageStreams): void {
    for (const [source, each] of other.#rendered ?? []) this.rendered(source, each)
  }

  /** The trees go to the browser: streams forget the rows in them. A render that was undone has put none there. */
  sent(trees: readonly RootTree[]): void {
    const rendered = this.#rendered
    this.#rendered = undefined
    for (const [stream] of rendered ?? []) this.registry.shown(stream)
    for (const stream of this.#standing) {
      if (this.registry.find(stream, trees)) continue
      this.#standing.delete(stream)
      stream.left()
    }
    for (const [stream, shown] of rendered ?? []) {
      if (!this.registry.find(stream, trees)) continue
      this.#standing.add(stream)
      if (shown.keys.length === 0 && shown.place === 'same') continue
      if (this.registry.find(stream, trees)?.node.keys === shown.keys) stream.shown(shown)
    }
  }

  /** The browser is given everything anew: rows that it alone had are gone. */
  lost(trees: readonly RootTree[]): void {
    for (const stream of this.registry.all(trees)) if (isStream(stream)) stream.lost()
  }
}

function isStream(source: StreamSource): source is Stream<unknown> {
  return source instanceof Stream
}
