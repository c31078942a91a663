/**
 * Makes the parts of an instance by walking its template and its nodes in lock-step: nodes that were just
 * cloned, or nodes that the page shows already. Of the latter the shape says what stands in each child part;
 * structure, element names and static text are compared, values are not: the server made the HTML from the
 * tree that it holds.
 */
import { page } from './clobbering.ts'
import type { ChildDifference, Json, PartShape, PartValue, Shape } from '../protocol/differences.ts'
import { ChildPart } from './child-part.ts'
import { Cursor } from './cursor.ts'
import { bindElement } from './element-parts.ts'
import { List } from './list.ts'
import { Instance, type Place, type RowId } from './parts.ts'
import { Stream } from './stream.ts'
import { SOLE_CHILD, templateOf, type ClientTemplate } from './template.ts'

/** The walk through one instance. */
interface Walk {
  readonly instance: Instance
  readonly template: ClientTemplate
  /** `[part, shape, part, shape, …]`, parts in ascending order, for nodes of the page. */
  readonly shapes: readonly (number | PartShape)[]
  /** How many members of `shapes` have been used. */
  used: number
  /** One value a part, for nodes that were cloned. */
  readonly values: readonly PartValue[] | undefined
}

/** A new instance, its nodes still in a fragment of their own. `id` is that of the row, if it is one. */
export function create(
  owner: Place,
  id: RowId | undefined,
  template: number,
  values: readonly PartValue[],
): Instance {
  // Imported, not cloned: custom elements are made here and now, so that they have their properties to set.
  const nodes = page.importNode(templateOf(template).content, true)
  return bind(new Instance(owner, id, template), new Cursor(nodes), [], values)
}

/** Binds what is all there is in an element of the page. Throws at the first thing that is not as the shape says. */
export function hydrate(owner: number, element: Element, shape: PartShape | undefined): ChildPart {
  const cursor = new Cursor(element)
  const part = hydrateChild(owner, cursor, shape)
  cursor.end()
  return part
}

/** A child part of the page, its end not found yet. Without a shape it holds text. */
function hydrateChild(owner: Instance | number, cursor: Cursor, shape: PartShape | undefined): ChildPart {
  if (shape === undefined) return new ChildPart(create, owner, cursor.takeText())
  const part = new ChildPart(create, owner, cursor.takeNothing())
  if (isShape(shape)) part.content = hydrateInstance(part, undefined, cursor, shape)
  else if ('r' in shape) {
    const rows = (part.content = 'k' in shape ? new Stream(part, shape.k) : new List(part, shape.d))
    for (let at = 0; at < shape.r.length; at += 2) {
      // `[count, shape, count, shape, …]`
      for (let count = shape.r[at] as number; count > 0; count--) {
        // Counts and shapes alternate.
        rows.adopt(hydrateInstance(rows, rows.takeId(), cursor, shape.r[at + 1] as Shape))
      }
    }
  } else {
    part.content = true
    cursor.skipMarkup()
  }
  return part
}

function hydrateInstance(owner: Place, id: RowId | undefined, cursor: Cursor, shape: Shape): Instance {
  const [template, ...shapes] = typeof shape === 'number' ? [shape] : shape
  return bind(new Instance(owner, id, template), cursor, shapes)
}

function bind(
  instance: Instance,
  cursor: Cursor,
  shapes: Walk['shapes'],
  values?: readonly PartValue[],
): Instance {
  const template = templateOf(instance.template)
  const before = cursor.last
  bindNodes(template.content, cursor, { instance, template, shapes, used: 0, values })
  instance.first = cursor.after(before)
  instance.last = cursor.last
  return instance
}

/** The nodes of a template beside those of an instance. */
function bindNodes(parent: Node, cursor: Cursor, walk: Walk): void {
  for (const node of parent.childNodes) {
    // What is taken has the name of the node in the template.
    if (node instanceof Element) bindParts(cursor.take(node.nodeName) as Element, node, walk)
    else if (node instanceof Text) cursor.takeStatic(node.data)
    else bindChild(cursor, walk, false)
  }
}

/** The parts of an element, and what is in it. */
function bindParts(element: Element, model: Element, walk: Walk): void {
  const { parts } = walk.instance
  const inside = new Cursor(element)
  // What is in a textarea is text, or the value of a property.
  let isWalked = element.localName !== 'textarea'
  for (const descriptor of walk.template.bound.get(model) ?? []) {
    if (descriptor === SOLE_CHILD) {
      bindChild(inside, walk, true)
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
  bindNodes(model, inside, walk)
  inside.end()
}

/** A child part with its end. */
function bindChild(cursor: Cursor, walk: Walk, isSole: boolean): void {
  const { instance, values } = walk
  const index = instance.parts.length
  const part = values
    ? new ChildPart(create, instance, cursor.takeNothing())
    : hydrateChild(instance, cursor, nextShape(walk, index))
  instance.parts.push(part)
  if (isSole) cursor.end()
  else part.end = cursor.take('#comment')
  // The value of a child part is content.
  if (values) part.apply((values[index] ?? null) as ChildDifference)
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
