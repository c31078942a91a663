/**
 * Makes the parts of an instance by walking its template and its nodes in lock-step: nodes that were just
 * cloned, or nodes that the page shows already. Of the latter the shape says what stands in each child part;
 * structure, element names and static text are compared, values are not: the server made the HTML from the
 * tree that it holds.
 */
import { natural, page } from './clobbering.ts'
import { KEY_PART } from '../protocol/differences.ts'
import type {
  ChildDifference,
  Json,
  PartShape,
  PartValue,
  PortalShape,
  Shape,
} from '../protocol/differences.ts'
import { ChildPart } from './child-part.ts'
import { Cursor } from './cursor.ts'
import { bindElement } from './element-parts.ts'
import type { RowsKind } from './additions.ts'
import type { Portals } from './portal-additions.ts'
import { loaded } from './lazy-modules.ts'
import { Instance, type Place, type RowId } from './parts.ts'
import { SOLE_CHILD, templateOf } from './template.ts'

/** The walk through one instance. */
interface Walk {
  readonly instance: Instance
  /** `[part, shape, part, shape, …]`, parts in ascending order, for nodes of the page. What was used is taken out. */
  readonly shapes: (number | PartShape)[]
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
  const known = templateOf(template)
  const nodes = page.importNode(known.content, true)
  const instance = bind(new Instance(owner, id, known), new Cursor(nodes, true), [], values)
  // It stands behind the values of the parts.
  instance.key = values[instance.parts.length]
  return instance
}

/** Binds what is all there is in an element of the page. Throws at the first thing that is not as the shape says. */
export function hydrate(owner: number, element: Element, shape: PartShape | undefined): ChildPart {
  const cursor = new Cursor(element, false)
  const part = new ChildPart(create, owner, element)
  hydrateChild(part, cursor, shape)
  cursor.end()
  return part
}

/** The content of a child part of the page, its end not found yet. Without a shape it holds text. */
function hydrateChild(part: ChildPart, cursor: Cursor, shape: PartShape | undefined): void {
  if (!shape || valueIn(shape)) part.adoptText(cursor.takeText())
  else if (isShape(shape)) part.content = hydrateInstance(part, undefined, cursor, shape)
  else if ('r' in shape) {
    // A message that shows rows waits for their module.
    const rows = loaded.liveRows as RowsKind
    part.content = rows.hydrate(part, shape, (id, row) => hydrateInstance(part, id, cursor, row))
  } else {
    part.content = true
    cursor.skipMarkup()
  }
}

function hydrateInstance(owner: Place, id: RowId | undefined, cursor: Cursor, shape: Shape): Instance {
  const [template, ...shapes] = typeof shape === 'number' ? [shape] : shape
  const instance = new Instance(owner, id, templateOf(template))
  instance.key = take(shapes, KEY_PART)
  return bind(instance, cursor, shapes)
}

function bind(
  instance: Instance,
  cursor: Cursor,
  shapes: Walk['shapes'],
  values?: readonly PartValue[],
): Instance {
  ;[instance.first, instance.last] = bindNodes(instance.template.content, cursor, {
    instance,
    shapes,
    values,
  })
  return instance
}

/** The nodes of a template beside those of an instance. Returns the first and the last that is not text. */
function bindNodes(parent: Node, cursor: Cursor, walk: Walk): [ChildNode | null, ChildNode | null] {
  let first: ChildNode | null = null
  let last: ChildNode | null = null
  for (const model of natural(parent).childNodes) {
    if (model instanceof Text) {
      cursor.takeStatic(model.data)
      continue
    }
    if (model instanceof Element) bindParts((last = cursor.take(model)), model, walk)
    // What is neither text nor an element is a comment: one stands before each child part, and one at its end.
    else if ((model as Comment).data) last = cursor.takeMark()
    else last = bindChild(cursor, walk, last)
    first ??= last
  }
  return [first, last]
}

/** The parts of an element, and what is in it. */
function bindParts(element: Element, model: Element, walk: Walk): void {
  const { parts, template } = walk.instance
  const inside = new Cursor(element, !!walk.values)
  // What is in a textarea is text, or the value of a property.
  let isWalked = natural(element).localName !== 'textarea'
  for (const descriptor of template.bound.get(model) ?? []) {
    if (descriptor === SOLE_CHILD) {
      bindChild(inside, walk, element)
      return
    }
    let index = parts.length
    const part = bindElement(walk.instance, element, descriptor)
    for (; index < parts.length; index++) {
      if (walk.values) part.apply(walk.values[index] ?? null)
      else part.adopt(valueIn(take(walk.shapes, index)))
    }
    // Text, and what is not ours.
    if (/^[t!]/.test(descriptor[0] ?? '')) isWalked = false
  }
  if (!isWalked) return
  bindNodes(model, inside, walk)
  inside.end()
}

/** A child part behind a mark, or alone in its element. Returns its end. */
function bindChild(cursor: Cursor, walk: Walk, start: ChildNode | null): ChildNode | null {
  const { instance, values } = walk
  const index = instance.parts.length
  const part = new ChildPart(create, instance, start)
  instance.parts.push(part)
  const shape = take(walk.shapes, index)
  if (!values) hydrateChild(part, cursor, shape)
  if (start instanceof Element) cursor.end()
  else part.end = cursor.takeEnd()
  // The content of a portal ends elsewhere.
  const { end } = part
  // No other shape has this member.
  const portal = shape as PortalShape | undefined
  // A message that shows portals waits for their module.
  if (portal?.p) (loaded.livePortals as Portals).adopt(part, portal, Cursor, hydrateChild)
  const value = values ? (values[index] ?? null) : valueIn(shape)
  // The value of a child part is content.
  if (value !== undefined) part.apply(value as ChildDifference)
  return end
}

/** What the shape says of a part, if it says anything. */
function take(shapes: Walk['shapes'], part: number): PartShape | undefined {
  return shapes[0] === part ? shapes.splice(0, 2)[1] : undefined
}

/** The value of a part that HTML cannot carry. */
function valueIn(shape: PartShape | undefined): Json | undefined {
  return typeof shape === 'object' && 'v' in shape ? shape.v : undefined
}

function isShape(shape: PartShape): shape is Shape {
  return typeof shape === 'number' || Array.isArray(shape)
}
