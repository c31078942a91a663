import type { Path } from '../protocol/paths.ts'
import type { ChildNode, InstanceNode, StreamSource } from '../template/tree.ts'
import { Stream } from '../view/stream.ts'
import type { RootTree } from './page.ts'

/** Where a stream stands in the trees of a page; null when nothing shows it. */
export function findStream(trees: readonly RootTree[], source: StreamSource): Path | null {
  for (const { root, node } of trees) {
    for (const [found, path] of streamsIn(node, [root])) if (found === source) return path
  }
  return null
}

/** The rows of the streams in a tree that waited for it are on their way: their holders forget them. */
export function sendStreams(node: ChildNode): void {
  for (const [source] of streamsIn(node, [])) if (source instanceof Stream) source.sent()
}

function* streamsIn(node: ChildNode, path: Path): Generator<[source: StreamSource, path: Path]> {
  if (typeof node !== 'object' || node === null) return
  if (node.kind === 'component') yield* streamsIn(node.content, path)
  else if (node.kind === 'instance') yield* inInstance(node, path)
  else if (node.kind === 'stream') yield [node.source, path]
  else if (node.kind === 'list') {
    for (const [index, row] of node.rows.entries()) yield* inInstance(row, [...path, node.ids[index] ?? -1])
  }
}

function* inInstance(node: InstanceNode, path: Path): Generator<[source: StreamSource, path: Path]> {
  for (const part of node.template.children) yield* streamsIn(node.values[part] as ChildNode, [...path, part])
}
