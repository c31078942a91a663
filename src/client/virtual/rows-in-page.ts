/** The rows of a list that the page has, and the spaces between them, which are as high as the rows that it has not. */
import { isHere } from '../commands/leaving-mark.ts'
import { core } from '../modules/core.ts'

export interface PageRow {
  readonly element: Element
  readonly index: number
}

export interface RowsInPage {
  readonly rows: readonly PageRow[]
  /** In order; the rows of a list without any that are missing stand between two. `from`: the first row that it stands for. */
  readonly spaces: readonly { readonly element: HTMLElement; readonly from: number; readonly to: number }[]
}

/** Spaces are templates, which may stand anywhere. */
const SPACE = 'template'

/** `firsts`: the indexes of the rows that follow each space, but the last. */
export function rowsInPage(start: Element, firsts: readonly number[], size: number): RowsInPage {
  const rows: PageRow[] = []
  const [first = size] = firsts
  // A template is an element of HTML.
  const spaces = [{ element: start as HTMLElement, from: 0, to: first }]
  let index = firsts.length > 0 ? first : 0
  let segment = 0
  for (let at = core.natural(start).nextElementSibling; at; at = core.natural(at).nextElementSibling) {
    if (at.localName !== SPACE) {
      if (isHere(at)) rows.push({ element: at, index: index++ })
      continue
    }
    const next = firsts[++segment] ?? size
    // As above.
    spaces.push({ element: at as HTMLElement, from: firsts.length > 0 ? index : size, to: next })
    if (segment >= Math.max(1, firsts.length)) break
    index = next
  }
  return { rows, spaces }
}

/** How high spaces are. Styles say it less exactly. */
const heights = new WeakMap<HTMLElement, number>()

/** Makes a space this high. Its styles are those of scripts, which every policy allows. */
export function stretch(space: HTMLElement, height: number): void {
  const { style } = space
  if (!heights.has(space)) {
    const parent = core.natural(space).parentElement
    const isInTable = /^(tbody|thead|tfoot|table)$/.test(parent?.localName ?? '')
    Object.assign(style, { display: isInTable ? 'table-row' : 'block', flex: 'none' })
    core.natural(space).setAttribute('aria-hidden', 'true')
  }
  // What is written again is laid out again.
  if (heights.get(space) === height) return
  heights.set(space, height)
  style.height = `${height}px`
}
