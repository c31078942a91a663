/** Collects what a template is compiled to, in the order in which a walk comes upon it. */
import type { PartDescriptor } from '../../protocol/differences.ts'
import type { ElementRoutes } from './attribute-routes.ts'
import type { Namespace } from './nodes.ts'
import type { Part, Slot } from './part.ts'

/** Where the content of portals can be written into the HTML of a template: at the end of an element that has an id. */
export interface Target {
  /** The id, or the part that says it. */
  readonly id: string | number
  /** Before which slot it is, and how far into the text before that. */
  readonly slot: number
  readonly offset: number
}

export interface Assembled {
  readonly html: string
  readonly descriptors: readonly PartDescriptor[]
  readonly parts: readonly Part[]
  readonly slots: readonly Slot[]
  /** What follows the last slot. */
  readonly end: string
  /** The holes among attributes, whose kind depends on what is given. */
  readonly elementHoles: readonly number[]
  /** Whether it is a whole document. */
  readonly document: boolean
  /** How deep its elements are nested. */
  readonly depth: number
  /** Elements whose attributes may come by several routes. */
  readonly routed: readonly ElementRoutes[]
  readonly targets: readonly Target[]
}

/** What is the same in all parts but attributes. */
export const NAMELESS = { name: '', whole: true, url: null, inHtml: true, typed: false } as const

/** A part, and what surrounds it in its template. */
export interface PartToAdd extends Omit<Part, 'index' | 'around' | 'namespace' | 'form'> {
  readonly outside: {
    readonly around: readonly string[]
    readonly namespace: Namespace
    readonly form: number
  }
}

export class TemplateWriter {
  readonly #descriptors: PartDescriptor[] = []
  readonly #parts: Part[] = []
  readonly #slots: Slot[] = []
  readonly #elementHoles: number[] = []
  readonly #routed: ElementRoutes[] = []
  readonly #targets: Target[] = []
  #depth = 0
  /** Markup for the browser. */
  #html = ''
  /** Static HTML since the last slot. */
  #static = ''

  /** An element with so many around it, itself included. */
  nested(depth: number): void {
    this.#depth = Math.max(this.#depth, depth)
  }

  /** Text that the browser clones. */
  markup(text: string): void {
    this.#html += text
  }

  /** Text of the page's HTML. */
  static(text: string): void {
    this.#static += text
  }

  both(text: string): void {
    this.#html += text
    this.#static += text
  }

  descriptor(descriptor: PartDescriptor): void {
    this.#descriptors.push(descriptor)
  }

  part(index: number, { outside, ...part }: PartToAdd): void {
    const { around, namespace, form } = outside
    this.#parts[index] = { index, ...part, around, namespace, form }
  }

  elementHole(hole: number): void {
    this.#elementHoles.push(hole)
  }

  /** In place of a slot for each of its attributes the element has one for all of them. */
  attributes(routes: ElementRoutes): void {
    this.#routed.push(routes)
    this.slot(routes.spread, 'attributes', '')
  }

  /** Here ends an element that can be the target of portals, if it has an id. */
  target(id: string | number | null): void {
    if (id !== null) this.#targets.push({ id, slot: this.#slots.length, offset: this.#static.length })
  }

  slot(part: number, as: Slot['as'], name: string, dropped = false): void {
    this.#slots.push({ before: this.#static, part, as, name, dropsLineFeed: dropped })
    this.#static = ''
  }

  assembled(document: boolean): Assembled {
    return {
      document,
      html: this.#html,
      descriptors: this.#descriptors,
      parts: this.#parts,
      slots: this.#slots,
      end: this.#static,
      elementHoles: this.#elementHoles,
      depth: this.#depth,
      routed: this.#routed,
      targets: this.#targets,
    }
  }
}
