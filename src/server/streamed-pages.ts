import type { HtmlInPieces } from '../page/html-in-pieces.ts'

/** The pages whose responses are being sent in pieces. */
export class StreamedPages {
  /** `ending`: the process is about to end, and another one makes pages again. */
  state: 'open' | 'ending' = 'open'
  readonly #pieces = new Set<Pick<HtmlInPieces, 'hurry'>>()

  /** What it returns is called when the response has ended. */
  add(pieces: Pick<HtmlInPieces, 'hurry'>, ended: () => void): () => void {
    this.#pieces.add(pieces)
    return () => {
      this.#pieces.delete(pieces)
      ended()
    }
  }

  /** Has the responses end with what there is of their pages. */
  end(): void {
    this.state = 'ending'
    for (const { hurry } of this.#pieces) hurry?.()
  }
}
