/** Runs in the page: shows the pages of a fuzzer as the engine does, and has each of their states looked at. */
import { create, hydrate } from '../../../src/client/binder.ts'
import { ChildPart } from '../../../src/client/child-part.ts'
import { natural, page } from '../../../src/client/clobbering.ts'
import { settleControls } from '../../../src/client/controls.ts'
import { handlerOf } from '../../../src/client/handlers.ts'
import { loaded } from '../../../src/client/lazy-modules.ts'
import { fill, parseMarkup } from '../../../src/client/markup.ts'
import { createRoot } from '../../../src/client/modules/create-root.ts'
import { removeRoot } from '../../../src/client/recovery/remove-root.ts'
import { start as startEditing } from '../../../src/client/modules/edits.ts'
import { start as startRows } from '../../../src/client/modules/rows.ts'
import type { ClientPort } from '../../../src/client/port.ts'
import { assign } from '../../../src/client/property.ts'
import { applyDifference, awaitedRoots, roots } from '../../../src/client/roots.ts'
import { defineTemplates, templateOf } from '../../../src/client/template.ts'
import type { TemplateTable } from '../../../src/protocol/differences.ts'
import { pictureOf } from '../engine/picture.ts'
import type { HandlerAt, Verdict } from './fuzzer.ts'
import type { Start, Told } from './live-case.ts'
import { documentAround, ParsedOtherwise, structureOf } from './structure.ts'

/** Looks at a state of the page in its container, and throws what is wrong with it. */
export type Look = (container: Element, state: number) => void

/** Defines `runScripts`: each script is shown, state after state. `lookOf` begins with the script. */
export function lookAtStates<Script extends { readonly told: Told }>(lookOf: (script: Script) => Look): void {
  globalThis.runScripts = (scripts) =>
    // They come from the fuzzer whose script this is.
    JSON.stringify((JSON.parse(scripts) as Script[]).map((script) => run(script.told, lookOf(script))))
}

/** The root of an HTML text, parsed as a document is parsed. Throws `ParsedOtherwise`. */
export function parse({ html, structure }: Pick<Start, 'html' | 'structure'>): Element {
  const parsed = new DOMParser().parseFromString(documentAround(html), 'text/html')
  if (structureOf(parsed.body) !== structure) throw new ParsedOtherwise()
  const container = parsed.body.firstElementChild
  if (!container || container.nextSibling) throw new Error('the root does not hold its content')
  return container
}

/** The handlers of a root with their paths. */
export function handlersIn(container: Element): HandlerAt[] {
  return [...container.querySelectorAll('[data-handler]')].map((element) => [
    element.getAttribute('data-handler') ?? '',
    handlerOf(element, 'click')?.path() ?? null,
  ])
}

/** Throws an excerpt of two pictures where they begin to differ. */
export function compare(found: string, wanted: string): void {
  if (found === wanted) return
  let at = 0
  while (found[at] === wanted[at]) at++
  const excerpt = (text: string): string => text.slice(Math.max(0, at - 60), at + 80)
  throw new Error(`differs\n  found    …${excerpt(found)}\n  expected …${excerpt(wanted)}`)
}

/** Says of what is thrown when it was thrown. */
export function during<Result>(doing: string, run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    if (error instanceof ParsedOtherwise) throw error
    throw new Error(`${doing}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

// These modules are there from the start, as a page that needs them preloads them. They ask for no more here.
const port = {
  page,
  natural,
  assign,
  performers: {},
  changedEarly: new Map(),
  heardEarly: new WeakSet(),
  sentEarly: new Map(),
  outbox: { next: () => 1, find: () => undefined },
  loaded,
  awaitedRoots,
  roots,
  create,
  ChildPart,
  templateOf,
  fill,
  parseMarkup,
} as unknown as ClientPort
loaded.liveEdits = startEditing(port)
loaded.liveRows = startRows(port)

class FuzzElement extends HTMLElement {
  #data: unknown = null

  get data(): unknown {
    return this.#data
  }

  set data(value: unknown) {
    this.#data = value
  }
}
customElements.define('x-fuzz', FuzzElement)

const PAGE = 0

function run(told: Told, look: Look): Verdict {
  const handlers: HandlerAt[][] = []
  // Other pages give the same numbers to templates, so those of this one are defined again and again.
  const templates: Record<string, TemplateTable[string]> = {}
  const define = (more: TemplateTable): void => defineTemplates(Object.assign(templates, more))
  try {
    const container = during('starting', () => show(told, define))
    handlers.push(handlersIn(container))
    during('the start', () => look(container, 0))
    told.changes.forEach(({ templates: more, difference }, index) => {
      during(`change ${index + 1}`, () => {
        define(more)
        applyDifference(difference)
        settleControls(0)
        handlers.push(handlersIn(container))
        look(container, index + 1)
      })
    })
    return { failure: null, handlers }
  } catch (error) {
    if (error instanceof ParsedOtherwise) return { failure: null, handlers, isParsedOtherwise: true }
    return { failure: error instanceof Error ? error.message : String(error), handlers }
  }
}

/** The first state, alone in the document. It must leave the page as its HTML has it. */
function show({ start, established }: Told, define: (templates: TemplateTable) => void): Element {
  for (const root of roots.keys()) removeRoot(root)
  const container = parse(start)
  document.body.replaceChildren(container)
  const parsed = pictureOf(container, { properties: false })
  if (established) {
    define(established.templates)
    createRoot(PAGE, container, established.content)
  } else {
    define(start.joined.templates)
    roots.set(PAGE, hydrate(PAGE, container, start.joined.shape))
  }
  settleControls(0)
  compare(pictureOf(container, { properties: false }), parsed)
  return container
}
