import type { TemplateRegistry } from '../template/output/template-registry.ts'
import { excerptOfHole, excerptOfText } from '../template/compile/source.ts'

/** So many places of one text are shown. */
const MOST_PLACES = 3

const TEXT_PATH = /^\/_live\/source\/text\/([^/]+)$/
const PATH = /^\/_live\/source\/(\d+)\/(\d+)$/

/**
 * Shows where a part of a template is written, or a text in templates: warnings of the browser in development say it. Null
 * for every other path.
 */
export function serveSource(path: string, templates: TemplateRegistry): Response | null {
  const [, text] = TEXT_PATH.exec(path) ?? []
  if (text !== undefined) return placesOf(text, templates)
  const [, id, part] = PATH.exec(path) ?? []
  const template = templates.templateOf(Number(id))
  if (part === undefined || !template?.parts[Number(part)]) return null
  return textResponse(excerptOfHole(template.strings, Number(part)))
}

/** Where a text is written in the templates that were used, if in any. */
function placesOf(encoded: string, templates: TemplateRegistry): Response | null {
  try {
    const text = decodeURIComponent(encoded)
    const places = [...templates].flatMap(({ strings }) => excerptOfText(strings, text) ?? [])
    return places.length === 0 ? null : textResponse(places.slice(0, MOST_PLACES).join('\n\n'))
  } catch {
    return null
  }
}

function textResponse(text: string): Response {
  return new Response(text, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
