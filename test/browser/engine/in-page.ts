/** Runs in the page: the engine, and what tests need to look at what it did. Bundled for the page. */
import { hearTypes } from '../../../src/client/handlers.ts'
import { applyDifference, createRoot, hydrateRoot, removeRoots } from '../../../src/client/roots.ts'
import { defineTemplates } from '../../../src/client/template.ts'
import { pictureOf } from './picture.ts'
import type { Changed, Established, Joined } from './rendering.ts'

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

  constructor() {
    hearTypes((type) => this.heard.push(type))
  }

  /** Shows HTML, parsed as a document is parsed, and forgets what was there. */
  show(html: string): void {
    removeRoots()
    const parsed = new DOMParser().parseFromString(`<!doctype html><body>${html}`, 'text/html')
    document.body.replaceChildren(...parsed.body.childNodes)
  }

  hydrate({ templates, shape }: Joined, root = 0): void {
    defineTemplates(templates)
    hydrateRoot(root, this.container(root), shape)
  }

  create({ templates, content }: Established, root = 0): void {
    defineTemplates(templates)
    createRoot(root, this.container(root), content)
  }

  apply({ templates, difference }: Changed): void {
    defineTemplates(templates)
    applyDifference(difference)
  }

  /** Applies a change and counts what it did to the page. */
  observe(changed: Changed): Operations {
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

  /** What a root shows. */
  picture(root = 0): string {
    return pictureOf(this.container(root))
  }

  container(root = 0): Element {
    const container = document.querySelector(`[data-live-root="${root}"]`)
    if (!container) throw new Error(`There is no root ${root} in the page.`)
    return container
  }
}

declare global {
  var engine: PageEngine
}
globalThis.engine = new PageEngine()
