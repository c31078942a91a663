/**
 * Runs in the page: the engine, and what tests need to look at what it did. What the server says comes as
 * text, as on the wire.
 */
import { edited, receivedUpTo } from '../../../src/client/controls.ts'
import { handlerOf, hearTypes } from '../../../src/client/handlers.ts'
import {
  applyDifference,
  applyStream,
  createRoot,
  hydrateRoot,
  lostRoots,
  removeRoot,
} from '../../../src/client/roots.ts'
import { rowKey } from '../../../src/client/stream.ts'
import { defineTemplates, templateHashes } from '../../../src/client/template.ts'
import { pictureOf } from './picture.ts'
import type { Changed, Established, Joined, StreamRows } from './rendering.ts'

/** What a change did to the page, as a MutationObserver tells it. */
export interface Operations {
  readonly added: number
  readonly removed: number
  readonly texts: number
  readonly attributes: number
}

class PageEngine {
  /** The types of events that have handlers. */
  readonly heard: string[] = []
  readonly edited = edited
  readonly receivedUpTo = receivedUpTo
  /** Until the edits of the browser are decided there. */
  readonly takeEdits = (_event: number): unknown[] => []
  readonly rowKey = rowKey
  readonly removeRoot = removeRoot
  readonly lostRoots = lostRoots
  readonly templateHashes = templateHashes

  constructor() {
    hearTypes((type) => this.heard.push(type))
    // As the client does for the whole page.
    for (const type of ['input', 'change']) {
      addEventListener(type, ({ target }) => target instanceof Element && edited(target), true)
    }
  }

  /** Shows HTML, parsed as a document is parsed. */
  show(html: string): void {
    const parsed = new DOMParser().parseFromString(`<!doctype html><body>${html}`, 'text/html')
    document.body.replaceChildren(...parsed.body.childNodes)
  }

  hydrate(joined: string, root = 0): void {
    const { templates, shape } = JSON.parse(joined) as Joined
    defineTemplates(templates)
    hydrateRoot(root, this.container(root), shape)
  }

  create(established: string, root = 0): void {
    const { templates, content } = JSON.parse(established) as Established
    defineTemplates(templates)
    createRoot(root, this.container(root), content)
  }

  apply(changed: string): void {
    const { templates, difference } = JSON.parse(changed) as Changed
    defineTemplates(templates)
    applyDifference(difference)
  }

  stream(added: string, path: (number | string)[], how: 'append' | 'prepend' | 'reset'): void {
    const { templates, rows } = JSON.parse(added) as StreamRows
    defineTemplates(templates)
    applyStream(path, how, rows)
  }

  dropRows(path: (number | string)[], keys: string[]): void {
    applyStream(path, 'remove', keys)
  }

  /** Applies a change and counts what it did to the page. */
  observe(changed: string): Operations {
    const observer = new MutationObserver(() => {})
    observer.observe(document.body, { childList: true, characterData: true, attributes: true, subtree: true })
    this.apply(changed)
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

declare global {
  var engine: PageEngine
}
globalThis.engine = new PageEngine()
