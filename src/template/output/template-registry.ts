import type { Template } from '../compile/compile.ts'

/**
 * The numbers of templates on the wire: from 1, in the order of their first use, and never given to another.
 * There is one registry in an application, so that the same difference is the same text for all its pages.
 */
export class TemplateRegistry {
  readonly #ids = new Map<Template, number>()
  /** By id, less one. */
  readonly #templates: Template[] = []

  /** The id of a template. */
  idOf(template: Template): number {
    const known = this.#ids.get(template)
    if (known !== undefined) return known
    const id = this.#templates.push(template)
    this.#ids.set(template, id)
    return id
  }

  /** The template of an id. */
  templateOf(id: number): Template | undefined {
    return this.#templates[id - 1]
  }
}
