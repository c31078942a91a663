import type { PortalsInHtml } from '../template/output/portals-in-html.ts'

/** HTML of which some comes later. */
export interface HtmlInPieces {
  readonly html: string
  /** Stands in `html` where something comes later: nobody can guess it. Empty where nothing does. */
  readonly mark: string
  /** What comes in the place of each mark, in order. */
  readonly later: readonly LaterHtml[]
  /** Has what comes later come as it is by now, ready or not. */
  readonly hurry?: () => void
  /** What stands elsewhere in the document than in its owner, as far as it is in none of the pieces. */
  readonly portals: PortalsInHtml | null
}

export type LaterHtml = () => AsyncGenerator<string>

/** HTML that is all there. */
export function inOnePiece(html: string, portals: PortalsInHtml | null = null): HtmlInPieces {
  return { html, mark: '', later: NOTHING, portals }
}

const NOTHING: readonly LaterHtml[] = []

/** The HTML in its order: up to the first mark at once, then what comes there, and so on. */
export async function* inOrder({
  html,
  mark,
  later,
}: Pick<HtmlInPieces, 'html' | 'mark' | 'later'>): AsyncGenerator<string> {
  const [first = '', ...rest] = later.length === 0 ? [html] : html.split(mark)
  yield first
  for (const [index, text] of rest.entries()) {
    const piece = later[index]
    if (piece) yield* piece()
    yield text
  }
}
