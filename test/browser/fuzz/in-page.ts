/** Runs in the page: shows the pages of the fuzzer, changes them, and compares them with fresh ones. */
import { natural, page } from '../../../src/client/clobbering.ts'
import { settleControls } from '../../../src/client/controls.ts'
import { handlerOf } from '../../../src/client/handlers.ts'
import { start as startEditing } from '../../../src/client/modules/edits.ts'
import { loaded } from '../../../src/client/lazy-modules.ts'
import { assign } from '../../../src/client/property.ts'
import type { ClientPort } from '../../../src/client/port.ts'
import { create } from '../../../src/client/binder.ts'
import { ChildPart } from '../../../src/client/child-part.ts'
import { createRoot } from '../../../src/client/modules/create-root.ts'
import { applyDifference, hydrateRoot, removeRoot, roots, expected } from '../../../src/client/roots.ts'
import { defineTemplates } from '../../../src/client/template.ts'
import type { TemplateTable } from '../../../src/protocol/differences.ts'
import { pictureOf } from '../engine/picture.ts'
import type { Changed, Established, Joined } from '../engine/rendering.ts'

/** A state of a page as the first response would show it. */
export interface Fresh {
  readonly html: string
  readonly joined: Joined
}

/** A page, what it starts from, and its changes with what they must lead to. */
export interface Script {
  readonly start: Fresh
  /** Given when the page is to be made from values. */
  readonly established: Established | null
  readonly changes: readonly { readonly changed: Changed; readonly fresh: Fresh }[]
}

/** What became of a page. */
export interface Verdict {
  /** Null when all is well. */
  readonly failure: string | null
  /** For each state the names of handlers with the paths that the page has for them. */
  readonly handlers: readonly (readonly HandlerAt[])[]
}

export type HandlerAt = readonly [name: string, path: readonly (number | string)[] | null]

declare global {
  var runScripts: (scripts: string) => Verdict[]
}

// The module of edits is there from the start, as a page that has controls preloads it. It asks for no more here.
loaded.liveEdits = startEditing({
  page,
  natural,
  assign,
  performers: {},
  changedEarly: new Map(),
  heardEarly: new WeakSet(),
  sentEarly: new Map(),
  outbox: { next: () => 1, find: () => undefined },
} as unknown as ClientPort)

// As text, as it comes over the wire.
globalThis.runScripts = (scripts) => (JSON.parse(scripts) as Script[]).map(run)

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
const FRESH = 1

function run({ start, established, changes }: Script): Verdict {
  for (const root of roots.keys()) removeRoot(root)
  // Pages and fresh pages give the same numbers to templates, so those of the page are told again and again.
  const templates: Record<string, TemplateTable[string]> = {}
  const announce = (more: TemplateTable): void => defineTemplates(Object.assign(templates, more))
  const handlers: HandlerAt[][] = []
  let doing = 'parsing'
  try {
    const container = parse(start.html)
    document.body.replaceChildren(container)
    const parsed = pictureOf(container, { properties: false })
    doing = established ? 'creating' : 'hydrating'
    if (established) {
      announce(established.templates)
      createRoot({ ChildPart, create, natural, roots, expected }, PAGE, container, established.content)
      settleControls(0)
    } else {
      announce(start.joined.templates)
      hydrateRoot(PAGE, container, start.joined.shape)
      settleControls(0)
    }
    compare(doing, pictureOf(container, { properties: false }), parsed)
    handlers.push(handlersIn(container))
    compareWithFresh(start)
    changes.forEach(({ changed, fresh }, index) => {
      doing = `change ${index + 1}`
      announce(changed.templates)
      applyDifference(changed.difference)
      settleControls(0)
      handlers.push(handlersIn(container))
      compareWithFresh(fresh)
    })
    return { failure: null, handlers }

    function compareWithFresh({ html, joined }: Fresh): void {
      const now = pictureOf(container)
      const other = parse(html)
      document.body.replaceChildren(container, other)
      const before = doing
      doing = `hydrating a fresh page after ${before}`
      defineTemplates(joined.templates)
      hydrateRoot(FRESH, other, joined.shape)
      settleControls(0)
      doing = before
      compare(doing, now, pictureOf(other))
      const named = (list: HandlerAt[]): string =>
        list.map(([name, path]) => `${name}${path ? '' : ' none'}`).join()
      compare(`handlers after ${doing}`, named(handlersIn(container)), named(handlersIn(other)))
      other.remove()
    }
  } catch (error) {
    return { failure: `${doing}: ${error instanceof Error ? error.message : String(error)}`, handlers }
  }
}

function parse(html: string): Element {
  const parsed = new DOMParser().parseFromString(`<!doctype html><body>${html}`, 'text/html')
  const container = parsed.body.firstElementChild
  if (!container || container.nextSibling) throw new Error('the root does not hold its content')
  return container
}

function handlersIn(container: Element): HandlerAt[] {
  return [...container.querySelectorAll('[data-handler]')].map((element) => [
    element.getAttribute('data-handler') ?? '',
    handlerOf(element, 'click')?.path() ?? null,
  ])
}

function compare(doing: string, found: string, expected: string): void {
  if (found === expected) return
  let at = 0
  while (found[at] === expected[at]) at++
  const excerpt = (text: string): string => text.slice(Math.max(0, at - 60), at + 80)
  throw new Error(`differs\n  found    …${excerpt(found)}\n  expected …${excerpt(expected)}`)
}
