import { mountTimeout } from '../errors/page.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import type { ComponentInstance } from './component-instance.ts'
import { PageRendering, type PageParts } from './page-rendering.ts'
import type { PageRoot } from './roots.ts'
import { withinTime } from './time-limit.ts'
import { contentIn } from './visit-content.ts'

/**
 * Renders a root until nothing that it loads is under way, as for a first response. Rejects with what `mount` or `render`
 * throws.
 */
export async function renderComplete(parts: PageParts, each: PageRoot): Promise<ComponentNode> {
  const { runtime, lifeCycle, roots } = parts
  const { root, instance } = each
  for (;;) {
    await settled(parts)
    if (instance.scope.stopped) throw new DOMException('The page has ended.', 'AbortError')
    throwFailureOf(instance)
    new PageRendering(parts).root(each)
    // What that has made may have failed at once.
    throwFailureOf(instance)
    const node = roots.treeOf(root)
    if (node && !lifeCycle.busy && !instance.dirty && !runtime.signal) return node
  }
}

/** Nobody waits for ever. */
async function settled({ runtime, lifeCycle, roots }: PageParts): Promise<void> {
  if (!lifeCycle.busy) return lifeCycle.settled()
  const { clock, limits } = runtime.services
  const milliseconds = limits.handlerTime
  const exceeded = (): Error => mountTimeout({ names: roots.names, milliseconds })
  await withinTime(lifeCycle.settled(), { clock, milliseconds, exceeded })
}

/** A page without its view, or without one of its layouts, is none: no component is left to show the error. */
function throwFailureOf(instance: ComponentInstance): void {
  if (instance.failure) throw instance.failure.error
  const inner = contentIn(instance)?.instance
  if (inner) throwFailureOf(inner)
}
