/** Tells screen readers which rows of how many these are: the others are not in the page. */
import { core } from '../modules/core.ts'
import type { PageRow } from './rows-in-page.ts'

const TABLE = 'table,[role=table],[role=grid],[role=treegrid]'
const ROW = 'tr,[role=row]'
/** What has a place in a set. https://w3c.github.io/aria/#aria-posinset */
const ITEM =
  'li,article,option,[role=listitem],[role=option],[role=article],[role=treeitem],[role=menuitem],[role=comment]'

/** What we have written: what authors say themselves stays. */
const ours = new WeakMap<Element, Set<string>>()

export function tellPositions(rows: readonly PageRow[], size: number): void {
  const [row] = rows
  if (!row) return
  const table = core.natural(row.element).matches(ROW) ? core.natural(row.element).closest(TABLE) : null
  if (!table) {
    for (const { element, index } of rows) {
      if (!core.natural(element).matches(ITEM)) continue
      tell(element, 'aria-setsize', size)
      tell(element, 'aria-posinset', index + 1)
    }
    return
  }
  const own = new Set(rows.map(({ element }) => element))
  const others = [...table.querySelectorAll(ROW)].filter(
    (each) => !own.has(each) && core.natural(each).closest(TABLE) === table,
  )
  const isBefore = (each: Element): boolean =>
    !!(core.natural(each).compareDocumentPosition(row.element) & Node.DOCUMENT_POSITION_FOLLOWING)
  const before = others.filter(isBefore)
  tell(table, 'aria-rowcount', size + others.length)
  for (const [index, each] of others.entries())
    tell(each, 'aria-rowindex', index + 1 + (index < before.length ? 0 : size))
  for (const { element, index } of rows) tell(element, 'aria-rowindex', before.length + index + 1)
}

function tell(element: Element, name: string, value: number): void {
  const mine = ours.get(element) ?? new Set()
  const now = core.natural(element).getAttribute(name)
  if ((now !== null && !mine.has(name)) || now === String(value)) return
  ours.set(element, mine.add(name))
  core.natural(element).setAttribute(name, String(value))
}
