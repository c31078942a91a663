/** The elements that operations and commands are about. */
import type { FragmentOperation } from '../../protocol/messages.ts'
import type { SelectorScope } from '../page-additions.ts'
import { isHere } from '../commands/leaving-mark.ts'
import { FOREIGN, ROOT } from '../marks.ts'
import { core } from './core.ts'

export type Edit = FragmentOperation | 'remove' | 'mount'

/** Every element that the selector finds. It is reported when there is none, or when it is no selector. */
export function targetsOf(selector: string, report: typeof core.report = core.report): HTMLElement[] {
  try {
    const scope: SelectorScope = core.loaded.targetScope ?? core.page
    const targets = [...scope.querySelectorAll(selector)].filter(isHere)
    if (!targets[0]) report('missing-target', selector)
    return targets
  } catch {
    report('invalid-selector', selector)
    return []
  }
}

/**
 * The elements that may be edited in this way. What stands in a view or component is its own: an operation that
 * would change its structure is refused, except in foreign elements.
 */
export function editable(
  how: Edit,
  selector: string,
  report: typeof core.report = core.report,
): HTMLElement[] {
  return targetsOf(selector, report).filter((target) => {
    const owner = core.natural(regionOf(how, target)).closest(`[${ROOT}],[${FOREIGN}]`)
    const isEnding = owner === target && /^(replace|mount)$/.test(how)
    const isFree = isEnding || !(owner && core.natural(owner).hasAttribute(ROOT))
    if (!isFree) report('owned-by-view', selector)
    return isFree
  })
}

/** The element whose children are edited. */
export function regionOf(how: Edit, target: HTMLElement): HTMLElement {
  return (/^(outer|before|after|remove)$/.test(how) && core.natural(target).parentElement) || target
}
