import type { Path } from '../protocol/paths.ts'
import type { ChildNode, StreamNode } from '../template/tree/tree.ts'
import type { StreamSource } from '../template/template-value.ts'
import { childrenIn } from '../template/tree/walk.ts'
import { Stream } from '../view/stream.ts'
import type { RootTree } from './page-runtime.ts'

/** Where a stream stands in the trees of a page; null when nothing shows it. */
export function findStream(
  trees: readonly RootTree[],
  source: StreamSource,
): [node: StreamNode, path: Path] | null {
  for (const { root, node } of trees) {
    for (const found of streamsIn(node, [root])) if (found[0].source === source) return found
  }
  return null
}

/** The rows of the streams in a tree that waited for it are on their way: their holders forget them. */
export function sendStreams(node: ChildNode): void {
  for (const [{ source }] of streamsIn(node, [])) if (source instanceof Stream) source.sent()
}

function* streamsIn(node: ChildNode, path: Path): Generator<[node: StreamNode, path: Path]> {
  if (typeof node === 'object' && node?.kind === 'stream') yield [node, path]
  for (const [step, child] of childrenIn(node))
    yield* streamsIn(child, step === null ? path : [...path, step])
}
