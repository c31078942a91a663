/** Finds components that are skipped though they would show something else, as a prop of theirs was changed in place. */
import { mutatedProp } from '../errors/page.ts'
import { excerptOfHole } from '../template/compile/source.ts'
import { isBare } from '../template/compile/compile.ts'
import type { Hole } from '../template/compile/place.ts'
import { makingFor } from '../template/html.ts'
import { fingerprintOfContent, fingerprintOfData } from '../template/tree/fingerprint.ts'
import type { ChildNode, ComponentNode, NodeValue } from '../template/tree/tree.ts'
import { classIdOf, type ComponentInstance } from './component-instance.ts'

/** Where a warning is written, once for each place. */
interface Once {
  once(place: string, message: () => string): void
}

/** What a component was rendered with, and what it gave. */
interface Shown {
  readonly props: ReadonlyMap<string, number>
  readonly content: number | null
}

/** For development. What is kept for a component is a few numbers. */
export class MutatedProps {
  readonly #shown = new WeakMap<ComponentInstance, Shown>()

  /** It was rendered, and gave this. */
  rendered(instance: ComponentInstance, result: unknown): void {
    const props = propsOf(instance)
    if (props.size === 0) return
    this.#shown.set(instance, { props, content: attempt(() => fingerprintOfContent(result)) })
  }

  /** It is not rendered, as its props are the same. `parent` is where what it stands in is shown. */
  skipped(instance: ComponentInstance, parent: () => ComponentNode | null, advice: Once): void {
    const shown = this.#shown.get(instance)
    if (!shown || instance.state !== 'ready') return
    const props = propsOf(instance)
    const changed = [...props].find(([name, print]) => shown.props.get(name) !== print)
    if (!changed) return
    const content = attempt(() =>
      makingFor(instance, () => fingerprintOfContent(instance.component.render())),
    )
    // Whether it shows what was changed is asked once for each change.
    this.#shown.set(instance, { props, content })
    const isOther = content !== null && shown.content !== null && content !== shown.content
    if (isOther) warn(advice, { instance, prop: changed[0], parent: parent() })
  }
}

/** Of those that can be changed in place. */
function propsOf(instance: ComponentInstance): ReadonlyMap<string, number> {
  const prints = new Map<string, number>()
  for (const [name, value] of Object.entries(instance.props)) {
    const print = typeof value === 'object' && value !== null ? attempt(() => fingerprintOfData(value)) : null
    if (print !== null) prints.set(name, print)
  }
  return prints
}

interface Mutation {
  readonly instance: ComponentInstance
  readonly prop: string
  readonly parent: ComponentNode | null
}

function warn(advice: Once, { instance, prop, parent }: Mutation): void {
  advice.once(`mutated ${classIdOf(instance.type)} ${prop}`, () => {
    const hole = parent && holeOf(instance, parent.content, null)
    const source = hole ? `\n\n${excerptOfHole(hole.strings, hole.index)}` : ''
    return mutatedProp({ where: instance.where, prop, source, kind: kindOf(instance.props[prop]) }).message
  })
}

/** The hole of a literal that a component stands in, below another one. */
function holeOf(instance: ComponentInstance, node: NodeValue, hole: Hole | null): Hole | null {
  if (typeof node !== 'object' || node === null || !('kind' in node)) return null
  // What has this field here is a node: the values of other parts are not walked into.
  const child = node as Exclude<ChildNode, string | number | null>
  switch (child.kind) {
    case 'component':
      return child.owner === instance ? hole : null
    case 'keyed':
    case 'guarded':
      return holeOf(instance, child.content, hole)
    case 'portal':
      return holeOf(instance, child.inside, hole)
    case 'list':
      return firstOf(child.rows, (row) => holeOf(instance, row, hole))
    case 'instance': {
      const { template, values } = child
      // Rows without a template of their own are given one that is nothing but a part.
      const holeAt = (index: number): Hole | null =>
        isBare(template) ? hole : { strings: template.strings, index }
      return firstOf(template.children, (part) => holeOf(instance, values[part] ?? null, holeAt(part)))
    }
    default:
      return null
  }
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item)
    if (found) return found
  }
  return null
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : 'object'
}

/** Getters and templates of authors may throw: then nothing is known. */
function attempt(work: () => number): number | null {
  try {
    return work()
  } catch {
    return null
  }
}
