import type { PartValue } from '../protocol/differences.ts'
import { ChildPart } from './child-part.ts'
import { bindElement } from './element-parts.ts'
import type { Instance } from './parts.ts'
import { SOLE_CHILD, type ClientTemplate } from './template.ts'

/** Fills a new instance with nodes, which are left in a fragment, and its parts with values. */
export function createNodes(
  instance: Instance,
  template: ClientTemplate,
  values: readonly PartValue[],
): void {
  // Imported, not cloned: custom elements are made here and now, so that they have their properties to set.
  const fragment = document.importNode(template.content, true)
  instance.first = fragment.firstChild
  instance.last = fragment.lastChild
  // All nodes are found before content is put between them.
  const nodes = template.slots.map(({ path }) => path.reduce(child, fragment))
  template.slots.forEach(({ descriptors }, slot) => {
    const node = nodes[slot]
    for (const descriptor of descriptors) {
      const index = instance.parts.length
      if (node instanceof Text) addChild(instance, node, node.nextSibling)
      // Slots are texts and elements.
      else if (descriptor === SOLE_CHILD) addChild(instance, (node as Element).firstChild as Text, null)
      else bindElement(instance, node as Element, descriptor)
      for (let at = index; at < instance.parts.length; at++) instance.parts[at]?.apply(values[at] ?? null)
    }
  })
}

function child(node: Node, index: number): Node {
  // A clone has the nodes of its template.
  return node.childNodes[index] as Node
}

function addChild(instance: Instance, start: Text, end: Node | null): void {
  instance.parts.push(new ChildPart(instance.engine, instance, start, end))
}
