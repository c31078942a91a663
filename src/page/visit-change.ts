/** What happens to the views and layouts that stand when a page shows another visit, or the same one elsewhere. */
import { componentsIn } from '../template/tree/walk.ts'
import { instanceIn, type ComponentInstance } from './component-instance.ts'
import { isLeft, LeftRuntime } from './left-runtime.ts'
import type { PageParts } from './page-rendering.ts'
import { treeOf } from './root-tree.ts'
import { contentIn } from './visit-content.ts'
import { viewIn, VISIT_ROOT, type VisitPlace } from './visit-place.ts'

/** What stands in a place is left: it ends when the next render takes it away, and reaches nothing of the page any more. */
export function leaveVisit({ runtime, roots }: PageParts, { within }: VisitPlace): void {
  const left = new LeftRuntime(runtime, runtime.context)
  const standing = within ? contentIn(within)?.instance : instanceIn(roots.treeOf(VISIT_ROOT))
  const node = standing ? roots.nodeOf(standing) : null
  for (const each of componentsIn(node)) {
    const instance = instanceIn(each)
    if (instance && !isLeft(instance)) instance.scope.runtime = left
  }
}

/** All that stays may show where the page is: it renders again. */
export function renderVisitAgain({ runtime }: PageParts, event: number): void {
  runtime.cause = Math.max(runtime.cause, event)
  for (const each of componentsIn(treeOf(runtime.trees, VISIT_ROOT))) {
    const instance = instanceIn(each)
    if (instance && !isLeft(instance)) runtime.invalidate(instance, { event, from: 'outside' })
  }
}

/** The view learns that its search has changed. */
export function callNavigated({ runtime, roots }: PageParts, previous: object, event: number): void {
  const view: ComponentInstance | null = viewIn(roots)
  const component = view?.component
  if (!view || isLeft(view) || !component || !('navigated' in component)) return
  runtime.run(view, () => component.navigated?.(previous), { event, from: 'outside' })
}
