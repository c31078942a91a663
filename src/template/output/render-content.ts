import { lostInFragment } from '../../errors/server.ts'
import type { RawValue, TemplateResult } from '../template-value.ts'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { contentOf, type ChildNode, type InstanceNode } from '../tree/tree.ts'
import type { PortalsInHtml } from './portals-in-html.ts'
import { renderHtml } from './render-html.ts'

/** What can be put into a page without a view: a template, trusted markup, or text, which is escaped. */
export type Content = TemplateResult | RawValue | string

/**
 * The HTML of content that no view follows. Nothing could call a closure or keep the state of a component in
 * it, so both are refused; so is what HTML cannot carry. `where` is the author's own call, for the message.
 */
export function renderContent(content: Content, where: string): string {
  return renderHtml(contentNode(content, where))
}

/** The HTML of a row that stands in the page until the server has rendered its own. */
export function renderExpectedRow(row: Content, where: string): string {
  return renderHtml(contentNode(row, where, { expected: true }))
}

/** The HTML of a whole document, with what portals of the page in it show there. */
export function renderWhole(document: Content, where: string, portals: PortalsInHtml | null): string {
  const node = contentNode(document, where, { document: true })
  return portals ? renderHtml(node, { portals }) : renderHtml(node)
}

function contentNode(
  content: Content,
  where: string,
  what: Pick<BuildContext, 'document' | 'expected'> = {},
): ChildNode {
  const node = buildChild(content, null, { host: null, development: false, ...what, warn: () => {} })
  refuseLost(node, where)
  return node
}

/** Styles and most properties are set by script in the browser, which only does that for views. */
function refuseLost(node: ChildNode, where: string): void {
  const content = contentOf(node)
  if (typeof content !== 'object' || content === null) return
  if (content.kind === 'instance') refuseLostIn(content, where)
  else if (content.kind === 'list') for (const row of content.rows) refuseLostIn(row, where)
}

function refuseLostIn({ template, values }: InstanceNode, where: string): void {
  for (const { kind, name, index, inHtml } of template.parts) {
    // What a child part holds is a child.
    if (kind === 'child') refuseLost(values[index] as ChildNode, where)
    else if (kind === 'directive') throw lostInFragment({ where, what: 'what a module of the browser does' })
    else if (kind === 'styles') throw lostInFragment({ where, what: 'styleMap' })
    else if (kind === 'property' && !inHtml) throw lostInFragment({ where, what: `.${name}` })
  }
}
