/** The numbers by which the browser knows templates, for one epoch. */
import type { TemplateDefinition, TemplateTable } from '../../protocol/differences.ts'
import type { Template } from '../compile/compile.ts'

/**
 * Gives templates ids from 1 in the order of their first use, and remembers which of them the browser has
 * not been told of. An id is never taken back: when the frame that would have announced it is not sent, the
 * next one announces it.
 */
export class Dictionary {
  /** By id, less one. */
  #templates: readonly Template[] = []
  /** Made when searching the array would take long. An idle page has a few templates and no map. */
  #index: Map<Template, number> | null = null
  readonly #known: ReadonlySet<string> | null
  #announced = 0

  /** `known` are the hashes of templates that the browser has from an earlier page or epoch. */
  constructor(known: readonly string[] = []) {
    this.#known = known.length > 0 ? new Set(known) : null
  }

  /** How many templates there are. */
  get size(): number {
    return this.#templates.length
  }

  /** The id of a template. A new one is announced with the definitions that are taken next. */
  idOf(template: Template): number {
    const found = this.#index ? (this.#index.get(template) ?? 0) : this.#templates.indexOf(template) + 1
    return found === 0 ? this.#add(template) : found
  }

  /** The template of an id. */
  templateOf(id: number): Template | undefined {
    return this.#templates[id - 1]
  }

  /** The definitions that the browser needs before what was made with this dictionary; each is given once. */
  take(): TemplateTable | undefined {
    if (this.#announced === this.#templates.length) return undefined
    const table = this.#tableFrom(this.#announced)
    this.#announced = this.#templates.length
    return table
  }

  /** The definitions of all templates so far, for a browser that has none of this epoch. */
  table(): TemplateTable {
    return this.#tableFrom(0)
  }

  /** The hashes of all templates, in the order of their ids. */
  hashes(): string[] {
    return this.#templates.map((template) => template.hash)
  }

  #tableFrom(start: number): TemplateTable {
    const table: Record<string, string | TemplateDefinition> = {}
    for (let index = start; index < this.#templates.length; index++) {
      const template = this.#templates[index]
      if (template) table[index + 1] = this.#known?.has(template.hash) ? template.hash : template.definition
    }
    return table
  }

  #add(template: Template): number {
    // An array that grows by `push` or spreading reserves room for many; an idle page has few, and for long.
    this.#templates = this.#templates.concat(template)
    const id = this.#templates.length
    if (this.#index === null && id > SEARCHED) {
      this.#index = new Map(this.#templates.map((known, index) => [known, index + 1]))
    }
    this.#index?.set(template, id)
    return id
  }
}

const SEARCHED = 16
