import { misspelledEvent } from '../../errors/template.ts'
import { nearEvent } from '../../protocol/spelling.ts'
import { excerptOfHole, outline } from '../compile/source.ts'
import type { Template } from '../compile/compile.ts'

/** So many templates are more than people write. */
const MANY = 5_000

/**
 * The numbers of templates on the wire: from 1, in the order of their first use, and never given to another.
 * There is one registry in an application, so that the same difference is the same text for all its pages. It
 * keeps no template that nothing else keeps.
 */
export class TemplateRegistry {
  readonly #ids = new WeakMap<Template, number>()
  readonly #templates = new Map<number, WeakRef<Template>>()
  readonly #forgotten = new FinalizationRegistry((id: number) => this.#templates.delete(id))
  readonly #warn: ((message: string) => void) | null
  #last = 0

  /** `warn` is told in development of events that are probably misspelled, and when there are more templates than anybody writes. */
  constructor(warn: ((message: string) => void) | null = null) {
    this.#warn = warn
  }

  /** How many templates it keeps. */
  get size(): number {
    return this.#templates.size
  }

  /** The id of a template. */
  idOf(template: Template): number {
    const known = this.#ids.get(template)
    if (known !== undefined) return known
    const id = ++this.#last
    this.#ids.set(template, id)
    this.#templates.set(id, new WeakRef(template))
    this.#forgotten.register(template, id)
    if (this.#warn) warnOfTemplate(template, id, this.#warn)
    return id
  }

  /** All that it keeps. */
  *[Symbol.iterator](): Generator<Template> {
    for (const each of this.#templates.values()) {
      const template = each.deref()
      if (template) yield template
    }
  }

  /** The template of an id; undefined when nothing shows it any more. */
  templateOf(id: number): Template | undefined {
    return this.#templates.get(id)?.deref()
  }
}

function warnOfTemplate(template: Template, id: number, warn: (message: string) => void): void {
  if (id === MANY) warn(tooMany(template))
  for (const { kind, name, tag, index } of template.parts) {
    // Custom elements have events of their own.
    const meant = kind === 'event' && !tag.includes('-') ? nearEvent(name) : null
    if (meant !== null)
      warn(misspelledEvent({ name, meant, source: excerptOfHole(template.strings, index) }).message)
  }
}

function tooMany(template: Template): string {
  return `${MANY} different templates have been shown. Probably their text is put together as the application runs: each is compiled
and sent to browsers, and what comes from data is not escaped in it. The newest is:

${outline(template.strings)}

Write a template as a literal, with holes for what differs:

Wrong:  html(Object.assign([\`<p>\${text}</p>\`], { raw: [] }))
Right:  html\`<p>\${text}</p>\``
}
