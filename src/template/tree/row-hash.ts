/** A number that stands for what a row shows. */
import { Hasher } from '../compile/hash.ts'
import { bindingOf } from './binding.ts'
import { directiveJson } from './directive-value.ts'
import { contentOf, rowAt, type ChildNode, type InstanceNode } from './tree.ts'

/** 53 bits over a row's templates and values. Functions are all alike: which one it is does not show. */
export function hashOf(row: InstanceNode): number {
  const hasher = new Hasher()
  addInstance(hasher, row)
  return hasher.number()
}

function addInstance(hasher: Hasher, { template, values }: InstanceNode): void {
  hasher.add(template.hash)
  for (const part of template.parts) {
    const value = values[part.index] ?? null
    // What a child part holds is a child, what an event part holds a handler.
    if (part.kind === 'child') addChild(hasher, value as ChildNode)
    else if (part.kind === 'event') hasher.add(JSON.stringify(bindingOf(value)))
    else if (part.kind === 'directive') hasher.add(JSON.stringify(directiveJson(value)))
    else hasher.add(JSON.stringify(value))
  }
}

function addChild(hasher: Hasher, node: ChildNode): void {
  const content = contentOf(node)
  if (content === null || typeof content !== 'object') {
    hasher.add(typeof content).add(String(content))
    return
  }
  switch (content.kind) {
    case 'instance':
      return addInstance(hasher, content)
    case 'list':
      hasher.add(`list ${content.ids.length}`)
      content.ids.forEach((_, index) => addInstance(hasher, rowAt(content, index)))
      return
    case 'portal':
      hasher.add('portal').add(content.target)
      return addChild(hasher, content.inside)
    case 'raw':
      hasher.add('raw').add(content.html)
      return
    case 'stream':
      hasher.add('stream')
      return
    case 'local':
      hasher.add('local').add(JSON.stringify(content))
  }
}
