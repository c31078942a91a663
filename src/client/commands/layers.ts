/**
 * The attributes that commands have changed, by their elements. What templates write to them goes through here; all
 * others are written as ever.
 */
import { core } from '../modules/core.ts'
import {
  newAttribute,
  render,
  say,
  shown,
  type Attribute,
  type Change,
  type Expected,
  type Said,
} from './overlay.ts'

const layers = new WeakMap<Element, Map<string, Attribute>>()
const expectations = new WeakMap<Attribute, readonly Expected[]>()
let write: (element: Element, name: string, value: Said) => void

/** From now on what templates write is put under what commands say. */
export function followTemplates(): void {
  const { attributes } = core
  write = attributes.write
  attributes.write = (element, name, value) => {
    const attribute = layers.get(element)?.get(name)
    if (!attribute) return write(element, name, value)
    render(attribute, value)
    show(element, name)
  }
}

/** An attribute with its layers. What it says now is what its template says, if nothing is known of it yet. */
export function attributeOf(element: Element, name: string): Attribute {
  const known = layers.get(element) ?? new Map<string, Attribute>()
  layers.set(element, known)
  const attribute =
    known.get(name) ?? newAttribute(name === 'class', core.natural(element).getAttribute(name))
  known.set(name, attribute)
  return attribute
}

/** What the template says of an attribute, if anything is known of it. */
export function renderedIn(element: Element, name: string): Said | undefined {
  return layers.get(element)?.get(name)?.rendered
}

/** A command says this. */
export function change(element: Element, name: string, changes: readonly Change[]): void {
  const attribute = attributeOf(element, name)
  for (const each of changes) say(attribute, each, expectations.get(attribute))
  show(element, name)
}

/** Says something for a while: what is returned takes it back, and what commands have said before stands again. */
export function changeForNow(element: Element, name: string, changes: readonly Change[]): () => void {
  const { overlay } = attributeOf(element, name)
  const before = changes.map(([fact]) => overlay.get(fact))
  change(element, name, changes)
  return () => {
    // Another one, when nothing was left to know of it in between.
    const { overlay: current } = attributeOf(element, name)
    for (const [index, [fact, value]] of changes.entries()) {
      const earlier = before[index]
      if (current.get(fact) !== value) continue
      if (earlier === undefined) current.delete(fact)
      else current.set(fact, earlier)
    }
    show(element, name)
  }
}

/** What commands have said of an element is dropped: of one attribute, or of all. */
export function dropChanges(element: Element, name?: string): void {
  for (const [each, { overlay }] of layers.get(element) ?? []) {
    if (name !== undefined && each !== name) continue
    overlay.clear()
    show(element, each)
  }
}

/** What events without an outcome are expected to make of an attribute. */
export function expectOf(element: Element, name: string, expected: readonly Expected[]): void {
  const attribute = attributeOf(element, name)
  if (expected.length > 0) expectations.set(attribute, expected)
  else expectations.delete(attribute)
  show(element, name)
}

function show(element: Element, name: string): void {
  const attribute = attributeOf(element, name)
  const expected = expectations.get(attribute)
  const text = shown(attribute, expected)
  if (core.natural(element).getAttribute(name) !== text) write(element, name, text)
  // Nothing is said of it any more.
  if (attribute.overlay.size === 0 && !expected) layers.get(element)?.delete(name)
}
