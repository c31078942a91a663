import {
  closureInFragment,
  componentInFragment,
  missingEngine,
  streamInFragment,
  styleInFragment,
} from '../errors/server.ts'
import { buildChild } from '../template/build.ts'
import type { TemplateResult } from '../template/html.ts'
import { renderHtml } from '../template/render-html.ts'
import type { ChildNode, ComponentHost, InstanceNode } from '../template/tree.ts'
import { unsafeHTML, type RawValue } from '../template/directives.ts'

/** What can be put into a page without a view: a template, trusted markup, or text, which is escaped. */
export type Content = TemplateResult | RawValue | string

/** Renders a template of another engine by name. Its markup is trusted: it is the application's own. */
export type Engine = (name: string, data: unknown) => string | Promise<string>

/**
 * The HTML of content that no view follows. Nothing could call a closure or keep the state of a component
 * in it, so both are refused; `where` is the author's own call, for the message.
 */
export function renderContent(content: Content, where: string): string {
  const host: ComponentHost = {
    resolve({ type }) {
      throw componentInFragment({ where, name: nameOf(type) })
    },
  }
  const node = buildChild(content, null, { host, development: false, warn: () => {} })
  checkChild(node, where)
  return renderHtml(node)
}

/** What the application's template engine makes of a template, ready for the page, `live-*` attributes included. */
export function renderEngine(
  engine: Engine | undefined,
  name: string,
  data: unknown,
): Content | Promise<Content> {
  if (engine === undefined) throw missingEngine({ name })
  const markup = engine(name, data)
  return typeof markup === 'string' ? trusted(markup) : Promise.resolve(markup).then(trusted)
}

function trusted(markup: string): RawValue {
  return unsafeHTML(markup, { live: true })
}

function checkChild(node: ChildNode, where: string): void {
  if (typeof node !== 'object' || node === null) return
  if (node.kind === 'instance') checkInstance(node, where)
  else if (node.kind === 'list') for (const row of node.rows) checkInstance(row, where)
  else if (node.kind === 'stream') throw streamInFragment({ where })
}

function checkInstance({ template, values }: InstanceNode, where: string): void {
  for (const [index, value] of values.entries()) {
    const kind = template.parts[index]?.kind
    if (kind === 'event' && value !== null)
      throw closureInFragment({ where, type: template.parts[index]?.name ?? 'click' })
    if (kind === 'styles') throw styleInFragment({ where })
    if (kind === 'child') checkChild(value as ChildNode, where)
  }
}

function nameOf(type: unknown): string {
  return typeof type === 'function' ? type.name : 'a component'
}
