/** A short proof that two trees show the same. */
import { Hasher } from '../compile/hash.ts'
import type { Template } from '../compile/compile.ts'
import type { ChildNode } from '../tree/tree.ts'
import type { Encoder } from './encoder.ts'
import { renderHtml } from './render-html.ts'
import { toShape } from './shape.ts'

/**
 * 64 bits over everything that a tree shows, as 11 characters: its HTML, its shape with what HTML cannot
 * carry, and the content of its templates. Equal in every process for equal trees. The ids of rows are left
 * out: they depend on what a list went through before.
 */
export function digest(node: ChildNode): string {
  const encoder = new DigestEncoder()
  const shape = toShape(node, encoder)
  return new Hasher()
    .add(renderHtml(node))
    .add(JSON.stringify(shape))
    .add([...encoder.templates.keys()].map((template) => template.hash).join(' '))
    .text()
}

/** Numbers templates by their first use in one tree alone. */
class DigestEncoder implements Encoder {
  readonly rowIds = 'omitted'
  readonly echo = null
  controls = false
  readonly templates = new Map<Template, number>()

  keyOf(): undefined {
    return undefined
  }

  idOf(template: Template): number {
    const id = this.templates.get(template) ?? this.templates.size + 1
    this.templates.set(template, id)
    return id
  }
}
