/** Parts that are bound to an element: attributes, properties, events, and the text of a textarea. */
import type { Binding, Json, PartDescriptor, PartValue } from '../protocol/differences.ts'
import type { Path } from '../protocol/paths.ts'
import { adoptProperty, setProperty } from './controls.ts'
import { setHandler, type EventPart } from './handlers.ts'
import type { Instance, Part } from './parts.ts'

/** Marks elements whose content is not ours. */
export const FOREIGN = 'data-live-foreign'

/** Binds a descriptor to an element. What it makes stands in the instance once for each of its holes. */
export function bindElement(owner: Instance, element: Element, descriptor: PartDescriptor): ElementPart {
  const [bound = '', ...statics] = typeof descriptor === 'string' ? [descriptor] : descriptor
  const part = new (bound[0] === '@' ? HandlerPart : ValuePart)(owner, element, bound, statics)
  owner.parts.push(part)
  for (let hole = 2; hole < statics.length; hole++) owner.parts.push(part)
  return part
}

/** A part of an element. */
export abstract class ElementPart implements Part {
  readonly owner: Instance
  readonly element: Element
  /** The descriptor: a character for the kind, and a name. */
  readonly bound: string

  constructor(owner: Instance, element: Element, bound: string) {
    this.owner = owner
    this.element = element
    this.bound = bound
  }

  abstract apply(value: PartValue): void

  /** Takes the element as the page has it; `value` is there when HTML cannot carry it. */
  abstract adopt(value: Json | undefined): void

  path(): Path {
    return [...this.owner.path(), this.owner.parts.indexOf(this)]
  }

  /** Puts a value where the descriptor says. */
  write(bound: string, value: PartValue): void {
    const { element } = this
    const name = bound.slice(1)
    switch (bound.charAt(0)) {
      case '=':
        if (value === null) element.removeAttribute(name)
        else element.setAttribute(name, textOf(value))
        break
      case '?':
        element.toggleAttribute(name, !!value)
        break
      case '.':
        setProperty(this, element, name, value)
        break
      case 't':
        element.textContent = textOf(value)
        break
      case '!':
        element.toggleAttribute(FOREIGN, true)
        break
      case '~':
        // Elements of HTML, SVG and MathML all have styles. No text removes one.
        for (const [property, style] of entries(value)) {
          ;(element as HTMLElement).style.setProperty(property, textOf(style))
        }
        break
      case '*':
        for (const [key, each] of entries(value)) this.write(/^[?.]/.test(key) ? key : `=${key}`, each)
    }
  }
}

/**
 * An attribute, a property or text. When there are several holes in one, all of their values come when one
 * changes, in order: those in the page could not be told apart.
 */
class ValuePart extends ElementPart {
  /** The text around the holes; none when the value is all there is. */
  readonly #statics: readonly string[]
  #values: PartValue[] = []

  constructor(owner: Instance, element: Element, bound: string, statics: readonly string[]) {
    super(owner, element, bound)
    this.#statics = statics
  }

  apply(value: PartValue): void {
    const [before, ...after] = this.#statics
    const values = this.#values
    if (before === undefined) this.write(this.bound, value)
    else if (values.push(value) === after.length) {
      this.#values = []
      this.write(
        this.bound,
        after.reduce((text, then, hole) => text + textOf(values[hole]) + then, before),
      )
    }
  }

  adopt(value: Json | undefined): void {
    if (/^[.*]/.test(this.bound)) adoptProperty(this, this.element, this.bound.slice(1))
    if (value !== undefined) this.apply(value)
  }
}

/** A handler on the server, and what the browser must know of it. */
class HandlerPart extends ElementPart implements EventPart {
  binding: Binding | 0 = 0

  apply(value: PartValue): void {
    // Event parts carry 0 or a binding; null when nothing listens any more.
    this.binding = (value ?? 0) as Binding | 0
    setHandler(this.element, this.bound.slice(1), value === null ? null : this)
  }

  adopt(value: Json | undefined): void {
    this.apply(value === undefined ? 0 : value)
  }
}

function entries(value: PartValue): [string, PartValue][] {
  // Styles and spreads are objects, or null when there is nothing.
  return Object.entries((value ?? {}) as { [key: string]: PartValue })
}

function textOf(value: PartValue | undefined): string {
  // The server made a text, a number or a boolean of what becomes text.
  return String((value as string | number | boolean | null | undefined) ?? '')
}
