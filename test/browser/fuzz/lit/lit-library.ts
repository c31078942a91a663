import { html, nothing, type TemplateResult } from 'lit-html'
import { guard } from 'lit-html/directives/guard.js'
import { keyed } from 'lit-html/directives/keyed.js'
import { repeat } from 'lit-html/directives/repeat.js'
import { styleMap } from 'lit-html/directives/style-map.js'
import { unsafeHTML } from 'lit-html/directives/unsafe-html.js'
import type { TemplateLibrary } from '../case-renderer.ts'

/** What the vocabulary leaves out because lit-html does not have it. */
function missing(): never {
  throw new Error('lit-html has nothing of the kind.')
}

export const lit: TemplateLibrary<TemplateResult> = {
  html: (strings, values) => html(strings, ...values),
  nothing,
  repeat: (rows, row) => repeat(rows, ({ key }) => key, row),
  unsafeHTML,
  keyed,
  guard: (dependency, content) => guard([dependency], content),
  styleMap,
  attrs: missing,
  foreign: missing,
  handler: () => () => {},
}
