import { missingEngine } from '../errors/server.ts'
import { unsafeHTML } from '../template/directives.ts'
import type { Content } from '../template/output/render-content.ts'
import type { RawValue } from '../template/template-value.ts'

/** Renders a template of another engine by name. Its markup is trusted: it is the application's own. */
export type Engine = (name: string, data: unknown) => string | Promise<string>

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
