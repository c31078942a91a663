/** The elements that a command is about. */
import type { CommandTarget } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { findOutwards } from '../modules/outwards.ts'
import { targetsOf } from '../modules/targets.ts'
import { isHere } from './leaving-mark.ts'

/** Every element that the target finds, from the element of the handler where it starts there. It is reported when there is none. */
export function findTargets(
  target: CommandTarget,
  from: Element | undefined,
  report: typeof core.report = core.report,
): HTMLElement[] {
  if (typeof target === 'string') return targetsOf(target, report)
  try {
    const found = stepsFrom(from, target).filter(isHere)
    if (!found[0]) report('missing-target', JSON.stringify(target))
    return found
  } catch {
    report('invalid-selector', JSON.stringify(target))
    return []
  }
}

function stepsFrom(
  from: Element | undefined,
  { closest, next, inside }: Exclude<CommandTarget, string>,
): HTMLElement[] {
  let at: Element | null | undefined = from
  if (at && closest !== undefined) at = findOutwards(at, (each) => core.natural(each).matches(closest))
  if (at && next !== undefined) at = nextOf(at, next)
  if (!at || !core.natural(at).isConnected) return []
  // Elements of HTML, SVG and MathML have what commands need.
  return inside === undefined
    ? [at as HTMLElement]
    : [...core.natural(at).querySelectorAll<HTMLElement>(inside)]
}

/** The first match behind an element, and not in it. */
function nextOf(element: Element, selector: string): Element | undefined {
  return [...core.page.querySelectorAll(selector)].filter(isHere).find((each) => {
    const place = core.natural(element).compareDocumentPosition(each)
    return place & Node.DOCUMENT_POSITION_FOLLOWING && !(place & Node.DOCUMENT_POSITION_CONTAINED_BY)
  })
}
