import type { ChildDifference } from '../../protocol/differences.ts'
import { ROOT } from '../marks.ts'
import type { ClientPort } from '../port.ts'
import { runExpected } from './run-expected.ts'

/** Replaces what a container shows by a root. */
export function createRoot(
  {
    ChildPart,
    create,
    natural,
    roots,
    expected,
  }: Pick<ClientPort, 'ChildPart' | 'create' | 'natural' | 'roots' | 'expected'>,
  root: number,
  container: Element,
  content: ChildDifference,
): void {
  natural(container).replaceChildren()
  natural(container).setAttribute(ROOT, String(root))
  // It is not the place of that root of the response any more.
  natural(container).removeAttribute('data-live-key')
  const part = new ChildPart(create, root, container)
  roots.set(root, part)
  part.apply(content)
  runExpected(expected, root)
}
