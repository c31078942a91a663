/** Parts that are bound to an element: attributes, properties, events, directives, and the text of a textarea. */
import type { Binding, Json, PartDescriptor, PartValue } from '../protocol/differences.ts'
import type { Path } from '../protocol/paths.ts'
import { attributes } from './attributes.ts'
import { natural } from './clobbering.ts'
import { adoptProperty, mayBeEdited, renderProperty } from './controls.ts'
import { isComputed } from './computed.ts'
import type { ComputedPart } from './computed-part.ts'
import { loaded, withModule, type DirectiveModule } from './lazy-modules.ts'
import { setHandler, type EventPart } from './handlers.ts'
import { FOREIGN } from './marks.ts'
import type { Instance, Part } from './parts.ts'

/** A binding that says nothing: most parts have it. */
const NOTHING: Binding = {}

/** Binds a descriptor to an element. What it makes stands in the instance once for each of its holes. */
export function bindElement(owner: Instance, element: Element, descriptor: PartDescriptor): ElementPart {
  const [bound = '', ...statics] = [descriptor].flat()
  const part = new ElementPart(owner, element, bound, statics)
  owner.parts.push(part)
  for (let hole = 2; hole < statics.length; hole++) owner.parts.push(part)
  return part
}

/** A part of an element: an attribute, a property, a handler, text. */
export class ElementPart implements Part, EventPart, ComputedPart {
  /** Another one when its element is kept in a place that is built again. */
  owner: Instance
  readonly element: Element
  /** The descriptor: a character for the kind, and a name. */
  readonly bound: string
  /** The text around the holes; none when the value is all there is. */
  readonly statics: readonly string[]
  /** Of a handler, or of a directive that has one. */
  binding: Binding = NOTHING
  computed: ComputedPart['computed']

  constructor(owner: Instance, element: Element, bound: string, statics: readonly string[]) {
    this.owner = owner
    this.element = element
    this.bound = bound
    this.statics = statics
  }

  path(): Path {
    return [...this.owner.path(), this.owner.parts.indexOf(this)]
  }

  apply(value: PartValue): void {
    if (collected.push(value) < this.statics.length - 1) return
    const values = collected.splice(0)
    if (!isComputed(this, values)) this.show(values)
  }

  /** Shows one value for each hole. */
  show(values: readonly PartValue[]): void {
    const [before, ...after] = this.statics
    this.#write(
      this.bound,
      before === undefined
        ? (values[0] ?? null)
        : after.reduce((text, then, hole) => text + textOf(values[hole]) + then, before),
    )
  }

  /** Takes the element as the page has it; `value` is there when HTML cannot carry it. */
  adopt(value: Json | undefined): void {
    const { bound } = this
    if (/^[.?*]/.test(bound)) adoptProperty(this.element, bound.slice(1))
    if (value !== undefined) this.apply(value)
    else if (bound[0] === '@') this.apply(0)
  }

  /** Has a module do what a directive says. */
  #direct(module: string, value: PartValue): void {
    // `[data, binding]`, or nothing any more.
    const [data, binding] = (value ?? []) as [Json?, (Binding | 0)?]
    this.binding = binding || NOTHING
    // The server names a module of this kind.
    withModule(`live${module}` as DirectiveModule, (directives) => directives.bind(this, data))
  }

  /** Puts a value where the descriptor says. */
  #write(bound: string, value: PartValue): void {
    const { element } = this
    const name = bound.slice(1)
    // An option may be worth something else now, and a range may reach further.
    const isBound = /^(min|max|step|type)$/.test(name)
    loaded.liveEdits?.contentChanged(isBound ? element : natural(element).parentElement)
    switch (bound.charAt(0)) {
      case '=':
        attributes.write(element, name, value === null ? value : textOf(value))
        break
      case '?':
        if (mayBeEdited(element, name)) renderProperty(element, name, !!value)
        else attributes.write(element, name, value ? '' : null)
        break
      case '.':
        renderProperty(element, name, value)
        break
      case '@':
        // Event parts carry a binding, or 0 for an empty one; null when nothing listens any more.
        this.binding = (value || NOTHING) as Binding
        setHandler(element, name, value === null ? undefined : this)
        break
      case 't':
        element.textContent = textOf(value)
        break
      case '!':
        natural(element).toggleAttribute(FOREIGN, true)
        // A module may be one of the others that it is left to.
        if (name) this.#direct(name, value)
        break
      case '#':
        this.#direct(name, value)
        break
      case '~': {
        // Elements of HTML, SVG and MathML all have styles. No text removes one.
        const { style } = natural(element as HTMLElement)
        for (const [property, each] of entries(value))
          // A style, or a style and its priority.
          style.setProperty(property, ...([each].flat() as [string, string?]))
        break
      }
      case '*':
        for (const [key, each] of entries(value)) this.#write(/^[?.]/.test(key) ? key : `=${key}`, each)
    }
  }
}

/**
 * The values of an attribute with several holes, until all are there: when one of them changes all come, in
 * order, because those in the page could not be distinguished.
 */
const collected: PartValue[] = []

function entries(value: PartValue): [string, PartValue][] {
  // Styles and spreads are objects, or null when there is nothing.
  return Object.entries((value ?? {}) as { [key: string]: PartValue })
}

function textOf(value: PartValue | undefined): string {
  // The server made a text, a number or a boolean of what becomes text.
  return String((value as string | number | boolean | null | undefined) ?? '')
}
