import {
  attrs,
  foreign,
  guard,
  keyed,
  repeat,
  styleMap,
  unsafeHTML,
} from '../../../src/template/directives.ts'
import { nothing } from '../../../src/template/helpers.ts'
import { html } from '../../../src/template/html.ts'
import type {
  EventHandler,
  TemplateContent,
  TemplateResult,
  TemplateValue,
} from '../../../src/template/template-value.ts'
import type { TemplateLibrary } from './case-renderer.ts'

/** Handlers by their names: what a path leads to can be told. */
export const HANDLER_NAMES: WeakMap<EventHandler, string> = new WeakMap()

export const overwire: TemplateLibrary<TemplateResult> = {
  // The generator puts into holes what they take.
  html: (strings, values) => html(strings, ...(values as readonly TemplateValue[])),
  nothing,
  repeat: (rows, row, retain) => repeat(rows, ({ key }) => key, row, { retain }),
  unsafeHTML,
  // The generator has nothing but content there.
  keyed: (key, content) => keyed(key, content as TemplateContent),
  // As above.
  guard: (dependency, content) => guard([dependency], content as () => TemplateContent),
  styleMap,
  attrs,
  foreign,
  handler(name) {
    const handler = (): void => {}
    HANDLER_NAMES.set(handler, name)
    return handler
  },
}
