import { ROOT } from '../marks.ts'
import { core } from '../modules/core.ts'

/** Ends a root. What its container shows is removed, unless that is not its content any more. */
export function removeRoot(root: number): void {
  const container = core.roots.get(root)?.element()
  if (container && isContainer(container, root)) {
    core.natural(container).removeAttribute(ROOT)
    core.natural(container).replaceChildren()
  }
  core.roots.delete(root)
  core.awaitedRoots.delete(root)
}

/** Whether an element still shows this root, and no other content or root that was put there. */
export function isContainer(element: Element, root: number): boolean {
  return core.natural(element).getAttribute(ROOT) === String(root)
}
