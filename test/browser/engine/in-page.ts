/**
 * Runs in the page: the engine, and what tests need to look at what it did. What the server says comes as
 * text, as on the wire.
 */
import { noteChange as noteContentChange, onChange } from '../../../src/client/changes.ts'
import { settleControls } from '../../../src/client/controls.ts'
import { noteChange, order } from '../../../src/client/edits/controls.ts'
import { resetForm } from '../../../src/client/edits/follow-changes.ts'
import { handlerOf, onHandlers } from '../../../src/client/handlers.ts'
import { natural, page } from '../../../src/client/clobbering.ts'
import { loaded } from '../../../src/client/lazy-modules.ts'
import { fill, parseMarkup } from '../../../src/client/markup.ts'
import { modifiersOf } from '../../../src/client/modifiers.ts'
import { assign } from '../../../src/client/property.ts'
import { start as startEditing } from '../../../src/client/modules/edits.ts'
import { start as startPortals } from '../../../src/client/modules/portals.ts'
import { start as startRows } from '../../../src/client/modules/rows.ts'
import { create, hydrate } from '../../../src/client/binder.ts'
import { ChildPart } from '../../../src/client/child-part.ts'
import { createRoot } from '../../../src/client/modules/create-root.ts'
import { removeRoot } from '../../../src/client/recovery/remove-root.ts'
import { removeLostRoots } from '../../../src/client/recovery/lost-roots.ts'
import { applyDifference, applyStream, roots, awaitedRoots } from '../../../src/client/roots.ts'
import type { ClientPort } from '../../../src/client/port.ts'
import { defineTemplates, templateHashes, templateOf } from '../../../src/client/template.ts'
import { pictureOf } from './picture.ts'
import type { Changed, Established, Joined, StreamRows } from './rendering.ts'

/** What a change did to the page, as a MutationObserver tells it. */
export interface Operations {
  readonly added: number
  readonly removed: number
  readonly texts: number
  readonly attributes: number
}

/** How a root starts, by its HTML or by values, and its changes: JSON each. */
export type Beside = ({ readonly joined: string } | { readonly established: string }) & {
  readonly changes: readonly string[]
}

class PageEngine {
  /** The types of events that have handlers. */
  readonly heard: string[] = []
  /** The `input` and `change` events that the page has heard, with the ids of their elements. */
  readonly changes: string[] = []
  /** What the client has told the server. */
  readonly reports: string[] = []
  readonly removeRoot = removeRoot
  readonly lostRoots = removeLostRoots
  readonly templateHashes = templateHashes

  #events = 0

  constructor() {
    const port = {
      page,
      natural,
      assign,
      modifiersOf,
      handlerOf,
      changedEarly: new Map(),
      heardEarly: new WeakSet(),
      sentEarly: new Map(),
      outbox: { next: () => this.#events + 1, find: () => undefined },
      performers: {},
      templateOf,
      fill,
      parseMarkup,
      roots,
      awaitedRoots,
      loaded,
      onChange,
      noteChange: noteContentChange,
      report: (code: string, detail: string) => this.reports.push(`${code} ${detail}`),
      changeTrees: (_: number, change: () => void) => change(),
      create,
      ChildPart,
    }
    // They ask for no more of it here.
    loaded.liveRows = startRows(port as unknown as ClientPort)
    loaded.liveEdits = startEditing(port as unknown as ClientPort)
    loaded.livePortals = startPortals(port as unknown as ClientPort)
    onHandlers((_, type) => this.heard.includes(type) || this.heard.push(type))
    for (const type of ['input', 'change']) {
      document.addEventListener(type, ({ target }) =>
        this.changes.push(`${type} ${target instanceof Element ? target.id : ''}`),
      )
    }
  }

  rowKey(inside: Node, within: Element): string | undefined {
    return loaded.liveRows?.rowKey(inside, within)
  }

  /** Sends an event, which is one of the control's own if it is of one. Returns its number. */
  send(own?: string): number {
    const control = own === undefined ? undefined : noteChange(this.find(own))
    const common = { isNewestOnly: false, isDecisive: true, settles: true }
    order.push({ ...common, source: [{}], happened: {}, own: control?.edit, send: () => ++this.#events })
    return this.#events
  }

  /** An event ends. */
  endEvent(event: number, isDone: boolean): void {
    loaded.liveEdits?.end(event, isDone)
  }

  /** The handler of an event resets a form. */
  reset(form: string, event: number): void {
    resetForm(this.find(form), event)
  }

  /** Shows HTML, parsed as a document is parsed. */
  show(html: string): void {
    document.body.replaceChildren(...parse(html))
  }

  /** What another root shows for a while: bound to its HTML, or made from values and changed. */
  beside(html: string, root: number, how: Beside): string {
    const nodes = [...parse(html)]
    document.body.append(...nodes)
    if ('joined' in how) this.hydrate(how.joined, root)
    else this.create(how.established, root)
    for (const change of how.changes) this.apply(change)
    const picture = this.picture(root)
    removeRoot(root)
    for (const node of nodes) node.remove()
    return picture
  }

  hydrate(joined: string, root = 0): void {
    const { templates, shape } = JSON.parse(joined) as Joined
    defineTemplates(templates)
    roots.set(root, hydrate(root, this.container(root), shape))
    settleControls(0)
    noteContentChange()
  }

  create(established: string, root = 0): void {
    const { templates, content } = JSON.parse(established) as Established
    defineTemplates(templates)
    createRoot(root, this.container(root), content)
    settleControls(0)
    noteContentChange()
  }

  /** Applies a frame that the event of this number caused. */
  apply(changed: string, cause = 0): void {
    const { templates, difference } = JSON.parse(changed) as Changed
    defineTemplates(templates)
    applyDifference(difference)
    settleControls(cause)
    noteContentChange()
  }

  stream(added: string, path: (number | string)[], how: 'append' | 'prepend' | 'reset'): void {
    const { templates, rows } = JSON.parse(added) as StreamRows
    defineTemplates(templates)
    applyStream(['stream', path, how, ...rows])
    settleControls(0)
  }

  placeRows(added: string, path: (number | string)[], before: string | null): void {
    const { templates, rows } = JSON.parse(added) as StreamRows
    defineTemplates(templates)
    applyStream(['stream', path, 'before', before, ...rows])
    settleControls(0)
  }

  dropRows(path: (number | string)[], keys: string[]): void {
    applyStream(['stream', path, 'remove', ...keys])
    settleControls(0)
  }

  /** Applies a change and counts what it did to the page. */
  observe(changed: string, cause = 0): Operations {
    const observer = new MutationObserver(() => {})
    observer.observe(document.body, { childList: true, characterData: true, attributes: true, subtree: true })
    this.apply(changed, cause)
    const records = observer.takeRecords()
    observer.disconnect()
    const count = (type: MutationRecordType): number =>
      records.filter((record) => record.type === type).length
    return {
      added: records.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0),
      removed: records.reduce((sum, { removedNodes }) => sum + removedNodes.length, 0),
      texts: count('characterData'),
      attributes: count('attributes'),
    }
  }

  /** The path of the handler that an element has, and what the browser must know of it. */
  handler(selector: string, type: string): { path: readonly (number | string)[]; binding: unknown } | null {
    const part = handlerOf(this.find(selector), type)
    return part ? { path: part.path(), binding: part.binding } : null
  }

  /** What a root shows. */
  picture(root = 0): string {
    return pictureOf(this.container(root))
  }

  container(root = 0): Element {
    return this.find(`[data-live-root="${root}"]`)
  }

  /** The first element that a selector finds. */
  find<Found extends Element = HTMLElement>(selector: string): Found {
    const found = document.querySelector<Found>(selector)
    if (!found) throw new Error(`There is no ${selector} in the page.`)
    return found
  }
}

function parse(html: string): NodeListOf<ChildNode> {
  return new DOMParser().parseFromString(`<!doctype html><body>${html}`, 'text/html').body.childNodes
}

declare global {
  var engine: PageEngine
}
globalThis.engine = new PageEngine()
