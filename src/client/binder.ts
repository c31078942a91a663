/**
 * Makes the parts of an instance by walking its template and its nodes in lock-step: nodes that were just
 * cloned, or nodes that the page shows already. Of the latter the shape says what stands in each child part;
 * structure, element names and static text are compared, values are not: the server made the HTML from the
 * tree that it holds.
 */
import type { ChildDifference, Json, PartShape, PartValue, Shape } from '../protocol/differences.ts'
import { ChildPart } from './child-part.ts'
import { Cursor } from './cursor.ts'
import { bindElement } from './element-parts.ts'
import { List } from './list.ts'
import { Instance, type Engine, type Place, type RowId } from './parts.ts'
import { Stream } from './stream.ts'
import { SOLE_CHILD, type ClientTemplate } from './template.ts'

/** The walk through one instance. */
interface Walk {
  readonly instance: Instance
  readonly template: ClientTemplate
  /** One value a part, for nodes that were cloned. */
  readonly values: readonly PartValue[] | undefined
  /** `[part, shape, part, shape, …]`, parts in ascending order, for nodes of the page. */
  readonly shapes: readonly (number | PartShape)[]
  /** How many members of `shapes` have been used. */
  used: number
}

export class Binder {
  /** By the ids that the server gave them in this epoch. */
  readonly templates: Map<number, ClientTemplate> = new Map()
  readonly #engine: Engine

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** A new instance, its nodes in a fragment of their own. `id` is that of the row, if it is one. */
  create(owner: Place, id: RowId | undefined, template: number, values: readonly PartValue[]): Instance {
    const instance = new Instance(this.#engine, owner, id, template)
    // Imported, not cloned: custom elements are made here and now, so that they have their properties to set.
    const nodes = document.importNode(this.#template(template).content, true)
    return this.#instance(instance, new Cursor(nodes), [], values)
  }

  /** What is all there is in an element of the page. Throws at the first thing that is not as the shape says. */
  hydrate(owner: Instance | number, element: Element, shape: PartShape | undefined): ChildPart {
    const cursor = new Cursor(element)
    const part = this.#child(owner, cursor, shape)
    cursor.end()
    return part
  }

  /** A child part of the page, its end not found yet. Without a shape it holds text. */
  #child(owner: Instance | number, cursor: Cursor, shape: PartShape | undefined): ChildPart {
    if (shape === undefined) return new ChildPart(this.#engine, owner, cursor.takeAnyText())
    const part = new ChildPart(this.#engine, owner, cursor.takeNothing())
    if (isShape(shape)) part.content = this.#shaped(part, undefined, cursor, shape)
    else if ('r' in shape) {
      const rows = (part.content = 'k' in shape ? new Stream(part, shape.k) : new List(part))
      this.#rows(rows, cursor, shape.r)
    } else {
      part.content = 'markup'
      cursor.skipMarkup()
    }
    return part
  }

  /** `[count, shape, count, shape, …]` */
  #rows(rows: List | Stream, cursor: Cursor, runs: readonly Shape[]): void {
    for (let at = 0; at < runs.length; at += 2) {
      for (let count = Number(runs[at]); count > 0; count--) {
        // Counts and shapes alternate.
        rows.adopt(this.#shaped(rows, rows.claim(), cursor, runs[at + 1] as Shape))
      }
    }
  }

  #shaped(owner: Place, id: RowId | undefined, cursor: Cursor, shape: Shape): Instance {
    const [template, ...shapes] = typeof shape === 'number' ? [shape] : shape
    return this.#instance(new Instance(this.#engine, owner, id, template), cursor, shapes)
  }

  #instance(
    instance: Instance,
    cursor: Cursor,
    shapes: Walk['shapes'],
    values?: readonly PartValue[],
  ): Instance {
    const template = this.#template(instance.template)
    const before = cursor.last
    this.#nodes(template.content, cursor, { instance, template, values, shapes, used: 0 })
    instance.first = cursor.after(before)
    instance.last = cursor.last
    return instance
  }

  #template(id: number): ClientTemplate {
    // One that was not announced throws where it is used, as it must.
    return this.templates.get(id) as ClientTemplate
  }

  /** The nodes of a template beside those of an instance. */
  #nodes(parent: Node, cursor: Cursor, walk: Walk): void {
    for (const node of parent.childNodes) {
      // What is taken has the name of the node in the template.
      if (node instanceof Element) this.#element(cursor.take(node.nodeName) as Element, node, walk)
      else if (node instanceof Text) cursor.takeText(node.data)
      else this.#content(cursor, walk, false)
    }
  }

  #element(element: Element, model: Element, walk: Walk): void {
    const { parts } = walk.instance
    const inside = new Cursor(element)
    // What is in a textarea is text, or the value of a property.
    let isWalked = element.localName !== 'textarea'
    for (const descriptor of walk.template.bound.get(model) ?? []) {
      if (descriptor === SOLE_CHILD) {
        this.#content(inside, walk, true)
        return
      }
      let index = parts.length
      const part = bindElement(walk.instance, element, descriptor)
      for (; index < parts.length; index++) {
        if (walk.values) part.apply(walk.values[index] ?? null)
        else part.adopt(valueIn(nextShape(walk, index)))
      }
      // Text, and what is not ours.
      if (/^[t!]/.test(descriptor[0] ?? '')) isWalked = false
    }
    if (!isWalked) return
    this.#nodes(model, inside, walk)
    inside.end()
  }

  /** A child part with its end. */
  #content(cursor: Cursor, walk: Walk, isSole: boolean): void {
    const { instance, values } = walk
    const index = instance.parts.length
    const part = values
      ? new ChildPart(this.#engine, instance, cursor.takeNothing())
      : this.#child(instance, cursor, nextShape(walk, index))
    instance.parts.push(part)
    if (isSole) cursor.end()
    else part.end = cursor.take('#comment')
    // The value of a child part is content.
    if (values) part.apply((values[index] ?? null) as ChildDifference)
  }
}

/** What the shape says of a part, if it says anything. */
function nextShape(walk: Walk, part: number): PartShape | undefined {
  if (walk.shapes[walk.used] !== part) return undefined
  walk.used += 2
  return walk.shapes[walk.used - 1]
}

/** The value of a part that HTML cannot carry. */
function valueIn(shape: PartShape | undefined): Json | undefined {
  return typeof shape === 'object' && 'v' in shape ? shape.v : undefined
}

function isShape(shape: PartShape): shape is Shape {
  return typeof shape === 'number' || Array.isArray(shape)
}
