/**
 * Where the effects of the server find their targets while a kept page covers. They are meant for the page that it shows, which
 * is out of the document then. Its nodes are held by copies of the elements around them, without their other children, so that
 * selectors find in it what they would find in the document.
 */
import type { SelectorScope } from '../page-additions.ts'
import { core } from '../modules/core.ts'
import { isIn, type Cover } from './regions.ts'

/** The document as the server knows it: what is around the page that is seen, and the one behind that. */
export function documentBehind(shown: Cover): SelectorScope {
  return {
    querySelectorAll(selector) {
      const around = [...core.page.querySelectorAll<HTMLElement>(selector)].filter(
        (each) => !isIn(shown, each),
      )
      const behind = core.natural(shown.behind).querySelectorAll<HTMLElement>(selector)
      const after = around.findIndex((each) => isAfter(shown, each))
      around.splice(after < 0 ? around.length : after, 0, ...behind)
      return around
    },
  }
}

/** What is around the place of a cover is before or after the whole of it. */
function isAfter({ start, container }: Cover, element: Element): boolean {
  const position = core.natural(start ?? container).compareDocumentPosition(element)
  return (position & Node.DOCUMENT_POSITION_FOLLOWING) > 0
}
