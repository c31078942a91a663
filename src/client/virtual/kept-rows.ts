/** The rows that stay in the page though they are scrolled away: what users have there would be lost. */
import { core } from '../modules/core.ts'
import type { PageRow } from './rows-in-page.ts'

/** The server keeps no more. */
const MOST = 50
const CONTROLS = 'input,select,textarea'

/** One that has the focus, and those with what a user put there and nothing has taken yet. */
export function keptRows(rows: readonly PageRow[]): number[] {
  const focused = rows.filter(({ element }) => core.natural(element).matches(':focus-within'))
  const edited = rows.filter((row) => !focused.includes(row) && isEdited(row.element))
  return [...focused, ...edited].slice(0, MOST).map(({ index }) => index)
}

function isEdited(row: Element): boolean {
  const { liveEdits } = core.loaded
  const controls = [row, ...row.querySelectorAll(CONTROLS)]
  return controls.some(
    (each) => core.natural(each).matches(CONTROLS) && liveEdits?.findControl(each)?.before !== undefined,
  )
}
