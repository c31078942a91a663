import type { ChildDifference } from '../../protocol/differences.ts'
import { ROOT } from '../marks.ts'
import { applyAwaited } from './apply-awaited.ts'
import { core } from './core.ts'

/** Replaces what a container shows by a root. */
export function createRoot(root: number, container: Element, content: ChildDifference): void {
  const own = core.natural(container)
  own.replaceChildren()
  own.setAttribute(ROOT, String(root))
  // It is not the place of that root of the response any more.
  own.removeAttribute('data-live-key')
  const part = new core.ChildPart(core.create, root, container)
  core.roots.set(root, part)
  part.apply(content)
  applyAwaited(root)
}
