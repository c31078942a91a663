import type { ChildDifference } from '../../protocol/differences.ts'
import { ROOT } from '../marks.ts'
import type { ClientPort } from '../port.ts'

/** Replaces what a container shows by a root. */
export function createRoot(
  {
    ChildPart,
    create,
    natural,
    roots,
    stands,
  }: Pick<ClientPort, 'ChildPart' | 'create' | 'natural' | 'roots' | 'stands'>,
  root: number,
  container: Element,
  content: ChildDifference,
): void {
  natural(container).replaceChildren()
  natural(container).setAttribute(ROOT, String(root))
  const part = new ChildPart(create, root, container)
  roots.set(root, part)
  part.apply(content)
  stands(root)
}
