import { nestingRefused } from '../../errors/template.ts'
import { Place, type Site } from '../compile/place.ts'
import { describe } from './describe.ts'
import { refuseNesting } from './refuse-content.ts'
import { contentOf, rowAt, type ChildNode, type ComponentNode, type InstanceNode } from './tree.ts'

/**
 * Refuses a tree that a page would not show as it is in the element that holds it: rows and cells of tables, which
 * a script may put into a `<tbody>`, and a parser drops anywhere else.
 */
export function refuseAtTop(node: ChildNode): void {
  const content = contentOf(node)
  if (typeof content !== 'object' || content === null) return
  switch (content.kind) {
    case 'instance':
      return refuseInstance(content)
    case 'list':
      for (let index = 0; index < content.ids.length; index++) refuseInstance(rowAt(content, index))
      return
    case 'stream':
      return content.rows.forEach(refuseInstance)
    case 'local':
    case 'portal':
      return
    case 'raw':
      if (CONTAINER.place.keeps(content.html)) return
      throw nestingRefused({
        parent: '    ${…}',
        child: `    ${describe(content.html)}`,
        place: PLACE,
        remedy: REMEDY,
      })
  }
}

function refuseInstance({ template, values }: InstanceNode): void {
  if (!CONTAINER.place.accepts(template))
    throw refuseNesting({ template, strings: template.strings }, CONTAINER)
  for (const part of template.children) {
    // What a child part holds is a child.
    if (template.parts[part]?.around.length === 0) refuseAtTop(values[part] as ChildNode)
  }
}

/** The components whose content {@link refuseAtTop} looks at. */
export function* componentsAtTop(node: ChildNode): Generator<ComponentNode> {
  let inner = node
  while (typeof inner === 'object' && inner !== null && 'content' in inner) {
    if (inner.kind === 'component') yield inner
    inner = inner.content
  }
  if (typeof inner !== 'object' || inner === null) return
  if (inner.kind === 'instance') yield* atTopOf(inner)
  else if (inner.kind === 'list') for (const row of inner.rows) yield* atTopOf(row)
}

function* atTopOf({ template, values }: InstanceNode): Generator<ComponentNode> {
  for (const part of template.children) {
    // What a child part holds is a child.
    if (template.parts[part]?.around.length === 0) yield* componentsAtTop(values[part] as ChildNode)
  }
}

const CONTAINER: Site = { place: Place.of(['div'], 'html'), hole: null }
const PLACE = 'the <div> that holds a view'
const REMEDY = 'Rows and cells stand in a table of the same view:  <table><tbody>…</tbody></table>'
