import { ROOT } from '../marks.ts'
import { core } from './core.ts'

/** The element that a root stands in. */
export function containerOf(root: number): Element | null {
  return core.page.querySelector(`[${ROOT}="${root}"]`)
}
