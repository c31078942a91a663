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
  { closest, previous, next, inside }: Exclude<CommandTarget, string>,
): HTMLElement[] {
  let at: Element | null | undefined = from
  if (at && closest !== undefined) at = findOutwards(at, (each) => core.natural(each).matches(closest))
  if (at && previous !== undefined) at = beside(at, previous, Node.DOCUMENT_POSITION_PRECEDING)
  if (at && next !== undefined) at = beside(at, next, Node.DOCUMENT_POSITION_FOLLOWING)
  if (!at || !core.natural(at).isConnected) return []
  // Elements of HTML, SVG and MathML have what commands need.
  return inside === undefined
    ? [at as HTMLElement]
    : [...core.natural(at).querySelectorAll<HTMLElement>(inside)]
}

/** The nearest match on one side of an element, neither in it nor around it. */
function beside(element: Element, selector: string, side: number): Element | undefined {
  const found = [...core.page.querySelectorAll(selector)].filter(isHere)
  // A side alone: what is in it, or around it, has another bit beside that.
  const isBeside = (each: Element): boolean => core.natural(element).compareDocumentPosition(each) === side
  return side === Node.DOCUMENT_POSITION_FOLLOWING ? found.find(isBeside) : found.findLast(isBeside)
}
