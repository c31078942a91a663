import { core } from '../modules/core.ts'

/** Marks what has left the page and is only seen until its transition ends. */
export const LEAVING = 'data-live-leaving'

/** Whether what is in the document belongs to the page, and is not only seen to leave. */
export function isHere(element: Element): boolean {
  return !core.natural(element).closest(`[${LEAVING}]`)
}

/** Whether an element is in the page, and not only seen to leave it. */
export function isInPage(element: Element): boolean {
  return core.natural(element).isConnected && isHere(element)
}
