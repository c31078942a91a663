/**
 * Binding parts to HTML that the page shows already. The nodes are walked in lock-step with the template;
 * the shape says what stands in each child part. Structure, element names and static text are compared,
 * values are not: the server made the HTML from the tree that it holds.
 */
import type { PartDescriptor, PartShape, Shape } from '../protocol/differences.ts'
import { ChildPart } from './child-part.ts'
import { Cursor } from './cursor.ts'
import { bindElement } from './element-parts.ts'
import { List } from './list.ts'
import { Instance, type Engine, type Place } from './parts.ts'
import { Stream } from './stream.ts'
import { SOLE_CHILD, type ClientTemplate, type Slot } from './template.ts'

export interface HydratingEngine extends Engine {
  template(id: number): ClientTemplate
}

/** The walk through one instance. */
interface Walk {
  readonly instance: Instance
  readonly slots: readonly Slot[]
  /** How many slots have been met. */
  met: number
  /** `[part, shape, part, shape, …]`, parts in ascending order. */
  readonly shapes: readonly (number | PartShape)[]
  /** How many members of `shapes` have been used. */
  used: number
}

export class Hydration {
  readonly #engine: HydratingEngine

  constructor(engine: HydratingEngine) {
    this.#engine = engine
  }

  /** A part that is all there is in an element. Throws at the first thing that is not as the shape says. */
  onlyChild(owner: Instance | number, element: Element, shape: PartShape | undefined): ChildPart {
    const cursor = new Cursor(element)
    const part = this.#child(owner, cursor, shape)
    cursor.end()
    return part
  }

  /** A child part, its end not found yet. Without a shape it holds text. */
  #child(owner: Instance | number, cursor: Cursor, shape: PartShape | undefined): ChildPart {
    if (shape === undefined) return new ChildPart(this.#engine, owner, cursor.takeAnyText(), null)
    const part = new ChildPart(this.#engine, owner, cursor.takeNothing(), null)
    if (isShape(shape)) {
      part.content = this.#instance(
        new Instance(this.#engine, part, undefined, templateOf(shape)),
        cursor,
        shape,
      )
    } else if ('k' in shape) {
      const stream = (part.content = new Stream(part))
      const keys = shape.k.values()
      this.#rows(shape.r, cursor, stream, () => String(keys.next().value))
    } else if ('r' in shape) {
      const list = (part.content = new List(part))
      this.#rows(shape.r, cursor, list, () => list.claim())
    } else {
      part.content = 'markup'
      cursor.skipMarkup()
    }
    return part
  }

  /** `[count, shape, count, shape, …]` */
  #rows<Id extends number | string>(
    runs: readonly Shape[],
    cursor: Cursor,
    rows: Place & { adopt(row: Instance, id: Id): void },
    nextId: () => Id,
  ): void {
    for (let at = 0; at < runs.length; at += 2) {
      // Counts and shapes alternate.
      const shape = runs[at + 1] as Shape
      for (let count = Number(runs[at]); count > 0; count--) {
        const id = nextId()
        rows.adopt(this.#instance(new Instance(this.#engine, rows, id, templateOf(shape)), cursor, shape), id)
      }
    }
  }

  #instance(instance: Instance, cursor: Cursor, shape: Shape): Instance {
    const { content, slots } = this.#engine.template(instance.template)
    const before = cursor.last
    const shapes = typeof shape === 'number' ? [] : shape.slice(1)
    this.#nodes(content, cursor, { instance, slots, met: 0, shapes, used: 0 })
    instance.first = cursor.after(before)
    instance.last = cursor.last
    return instance
  }

  /** The nodes of a template beside those of the page. */
  #nodes(parent: Node, cursor: Cursor, walk: Walk): void {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      const slot = walk.slots[walk.met]
      const isSlot = slot?.node === node
      if (isSlot) walk.met++
      if (node instanceof Element) {
        // What is taken has the name of an element.
        this.#element(cursor.take(node.nodeName) as Element, node, isSlot ? slot.descriptors : [], walk)
      } else if (isSlot) {
        const { parts } = walk.instance
        const part = this.#child(walk.instance, cursor, nextShape(walk))
        parts.push(part)
        part.end = cursor.take('#comment')
      } else if (node instanceof Text) cursor.takeText(node.data)
    }
  }

  #element(element: Element, model: Element, descriptors: readonly PartDescriptor[], walk: Walk): void {
    const { instance } = walk
    const { parts } = instance
    // What is in a textarea is text, or the value of a property.
    let isWalked = element.localName !== 'textarea'
    for (const descriptor of descriptors) {
      if (descriptor === SOLE_CHILD) {
        parts.push(this.onlyChild(instance, element, nextShape(walk)))
        isWalked = false
      } else {
        let index = parts.length
        const part = bindElement(instance, element, descriptor)
        for (; index < parts.length; index++) {
          const shape = nextShape(walk, index)
          part.adopt(shape && typeof shape === 'object' && 'v' in shape ? shape.v : undefined)
        }
        // Text, and what is not ours.
        if (descriptor[0] === 't' || descriptor[0] === '!') isWalked = false
      }
    }
    if (!isWalked) return
    const inside = new Cursor(element)
    this.#nodes(model, inside, walk)
    inside.end()
  }
}

/** What the shape says of the next part, if it says anything. */
function nextShape(walk: Walk, part: number = walk.instance.parts.length): PartShape | undefined {
  if (walk.shapes[walk.used] !== part) return undefined
  walk.used += 2
  return walk.shapes[walk.used - 1]
}

function templateOf(shape: Shape): number {
  return typeof shape === 'number' ? shape : shape[0]
}

function isShape(shape: PartShape): shape is Shape {
  return typeof shape === 'number' || Array.isArray(shape)
}
