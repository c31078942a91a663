/** A short proof that two trees are the same. */
import { Dictionary } from './dictionary.ts'
import { Hasher } from '../compile/hash.ts'
import { renderHtml } from './render-html.ts'
import { toShape } from './shape.ts'
import type { ChildNode } from '../tree/tree.ts'

/**
 * 64 bits over everything that a tree shows, as 11 characters: its HTML, its shape with what HTML cannot
 * carry, and the content of its templates. Equal in every process for equal trees.
 */
export function digest(node: ChildNode): string {
  const dictionary = new Dictionary()
  const shape = toShape(node, dictionary)
  return new Hasher()
    .add(renderHtml(node))
    .add(JSON.stringify(shape))
    .add(dictionary.hashes().join(' '))
    .text()
}
