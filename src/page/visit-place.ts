import type { Site } from '../template/compile/place.ts'
import { instanceIn, type ComponentInstance } from './component-instance.ts'
import { isLeft } from './left-runtime.ts'
import type { Roots } from './roots.ts'
import { standingLayouts, type ShownVisit } from './visit.ts'
import { contentIn, type VisitContent } from './visit-content.ts'

/** The root that shows the visit of a page. */
export const VISIT_ROOT = 0

/** Where a visit is to be shown in a page. */
export interface VisitPlace {
  /** How many layouts stay. */
  readonly kept: number
  /** The innermost of these; null when the whole root is to be another. */
  readonly within: ComponentInstance | null
  /** What stands for that layout in the one around it; null for the outermost. */
  readonly slot: VisitContent | null
  /** Where the content of that layout stands. */
  readonly site: Site | null
}

/** Finds the layouts of the page that is shown which can stay for another visit. */
export function placeOf(visit: ShownVisit, shown: ShownVisit, roots: Roots): VisitPlace {
  let place: VisitPlace = { kept: 0, within: null, slot: null, site: null }
  const most = standingLayouts(shown.layouts, visit.layouts)
  let slot: VisitContent | null = null
  let layout = instanceIn(roots.treeOf(VISIT_ROOT))
  while (place.kept < most && layout && !isLeft(layout)) {
    const content = contentIn(layout)
    const inner = content?.made ? null : (content?.instance ?? null)
    const site = inner ? (roots.nodeOf(inner)?.site ?? null) : null
    place = { kept: place.kept + 1, within: layout, slot, site }
    slot = content
    layout = inner
  }
  return place
}

/** Gives a layout something else to show. */
export function fill({ within, slot }: VisitPlace, content: VisitContent): void {
  if (!within) return
  const props = { ...within.props, content }
  within.props = props
  // So that the layout around it gives it the same.
  if (slot) slot.props = props
}

/** The view of the page that is shown; null where none is. */
export function viewIn(roots: Roots): ComponentInstance | null {
  let instance = instanceIn(roots.treeOf(VISIT_ROOT))
  for (let inner = instance; inner; inner = contentIn(inner)?.instance ?? null) instance = inner
  return instance
}
