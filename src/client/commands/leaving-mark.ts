/** Elements that have left the page, and are only seen until their transition ends: their mark, and who has it. */
import { core } from '../modules/core.ts'

/** The attribute of such an element. */
export const LEAVING = 'data-live-leaving'

/** Whether what is in the document belongs to the page, and is not only seen to leave. */
export function isHere(element: Element): boolean {
  return !core.natural(element).closest(`[${LEAVING}]`)
}

/** Whether an element is in the page, and not only seen to leave it. */
export function isInPage(element: Element): boolean {
  return core.natural(element).isConnected && isHere(element)
}
