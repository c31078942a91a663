import type { TemplateRegistry } from '../template/output/template-registry.ts'
import { excerptOfHole } from '../template/compile/source.ts'

const PATH = /^\/_live\/source\/(\d+)\/(\d+)$/

/**
 * Shows where a part of a template is written: warnings of the browser in development say it. Null for every other
 * path.
 */
export function serveSource(path: string, templates: TemplateRegistry): Response | null {
  const [, id, part] = PATH.exec(path) ?? []
  const template = templates.templateOf(Number(id))
  if (part === undefined || !template?.parts[Number(part)]) return null
  return new Response(excerptOfHole(template.strings, Number(part)), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
