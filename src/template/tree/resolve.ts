/**
 * Finds what a path of the browser leads to in a tree. A path is hostile: whatever does not fit the tree
 * leads nowhere.
 */
import type { Path } from '../../protocol/paths.ts'
import type { Template } from '../compile/compile.ts'
import type { Part } from '../compile/part.ts'
import { isLocalValue } from '../local/local-value.ts'
import { hashOf } from './row-hash.ts'
import { sameElements } from './same-elements.ts'
import { rowAt, type ChildNode, type EventNode, type InstanceNode, type NodeValue } from './tree.ts'
import type { DirectiveValue, EventHandler } from '../template-value.ts'

/** An event part in a tree. */
export interface ResolvedEvent {
  /** Null when nothing on the server listens. */
  readonly handler: EventHandler | null
  /** The options that the layer above gave it; null when there are none. */
  readonly options: object | null
  /** The DOM event type that the part listens to. */
  readonly type: string
  /** The component that has written it: the innermost around it, unless it stands in a slot. Null without one. */
  readonly owner: object | null
  /** All components around it, outermost first. */
  readonly owners: readonly object[]
  /** No `disabled` on the element or a fieldset around it, no `inert` above it. */
  readonly enabled: boolean
  /** What the way led through: components, keys, lists, templates, and hashes of rows that are not kept. */
  readonly trail: readonly unknown[]
  /** Which part it is, from its owner on: see {@link sameIdentity}. */
  readonly identity: PartIdentity
  /** Where it is written, whatever shows it: a template and a part. */
  readonly written: readonly [template: Template, part: number]
  /** Which form it is on or in, the innermost, wherever that stands: null without one. See {@link inSameForm}. */
  readonly form: readonly unknown[] | null
}

/** The event part that a path leads to. The path starts below the root. */
export function resolve(tree: ChildNode, path: Path): ResolvedEvent | null {
  const walk = new Walk(path)
  const found = walk.from(tree)
  if (found === null) return null
  const listening = listenerOf(found)
  if (listening === null) return null
  const { bound, type } = listening
  const isBare = typeof bound === 'function'
  return {
    handler: isBare ? bound : (bound?.handler ?? null),
    options: isBare ? null : (bound?.options ?? null),
    type,
    owner: walk.maker ?? walk.owners.at(-1) ?? null,
    owners: walk.owners,
    enabled: walk.enabled,
    trail: walk.trail,
    identity: walk.identity,
    written: [found.instance.template, found.part.index],
    form: walk.form,
  }
}

/** What a part listens with, and to which type of events; null when it is no part that listens. */
function listenerOf({ part, value }: Found): { readonly bound: EventNode; readonly type: string } | null {
  // An event part holds what listens, a directive part a directive.
  if (part.kind === 'event') return { bound: value as EventNode, type: part.name }
  if (part.kind !== 'directive') return null
  // As above.
  const { handler, type } = value as DirectiveValue
  return { bound: handler, type }
}

/**
 * The same part in another tree; null when it does not stand there: when one of its rows is gone, something
 * else is shown around it, or its row is not kept and has changed.
 */
export function standsIn(tree: ChildNode, path: Path, resolved: ResolvedEvent): ResolvedEvent | null {
  const found = resolve(tree, path)
  return found !== null && sameElements(found.trail, resolved.trail) ? found : null
}

/**
 * Whether two identities are of one part: of the same component, template, part, list, row and key of
 * `keyed`, wherever these stand by now. What takes over the place of a part is another one.
 */
export function sameIdentity(left: PartIdentity, right: PartIdentity): boolean {
  return sameElements(left, right)
}

export type PartIdentity = readonly unknown[]

/** Whether two resolved events are of one form, though perhaps of different components in it. */
export function inSameForm(left: ResolvedEvent, right: ResolvedEvent): boolean {
  return left.form !== null && right.form !== null && sameElements(left.form, right.form)
}

/** A part, what it holds, and the instance that it is of. */
interface Found {
  readonly part: Part
  readonly value: NodeValue
  readonly instance: InstanceNode
}

/** A walk along a path, and what it came through. */
class Walk {
  readonly owners: object[] = []
  readonly trail: unknown[] = []
  identity: unknown[] = []
  form: readonly unknown[] | null = null
  enabled = true
  /** Of the slot that it leads into. */
  maker: object | null = null
  readonly #path: Path
  #step = 0

  constructor(path: Path) {
    this.#path = path
  }

  /** The part at the end of the path, and what it holds. */
  from(tree: ChildNode): Found | null {
    let node: NodeValue = tree
    for (;;) {
      // Only child parts are walked into, and they hold children.
      const instance = this.#instance(node as ChildNode)
      const index = this.#path[this.#step++]
      const part = typeof index === 'number' ? instance?.template.parts[index] : undefined
      if (instance === null || part === undefined) return null
      this.maker = instance.maker ?? this.maker
      this.trail.push(instance.template)
      this.identity.push(instance.template)
      if (part.form !== -1) this.form = [...this.identity, part.form]
      this.identity.push(part.index)
      if (this.enabled) this.enabled = !isBlocked(part, instance)
      const value = instance.values[part.index] ?? null
      if (this.#step === this.#path.length) return { part, value, instance }
      if (part.kind !== 'child') return null
      node = value
    }
  }

  /** The instance that a node shows, or the row of it that the path names. */
  #instance(node: ChildNode): InstanceNode | null {
    let inner = node
    for (;;) {
      if (inner === null || typeof inner !== 'object') return null
      switch (inner.kind) {
        case 'component':
          this.owners.push(inner.owner)
          this.maker = null
          this.trail.push(inner.owner)
          // What is around a component may change without making it another.
          this.identity = [inner.owner]
          inner = inner.content
          continue
        case 'keyed':
          this.trail.push(inner.key)
          this.identity.push(inner.key)
          inner = inner.content
          continue
        case 'guarded':
          inner = inner.content
          continue
        case 'portal':
          // As in the document: a form, a fieldset and what is inert around its owner are not around it.
          this.form = null
          this.enabled = true
          inner = inner.inside
          continue
        case 'list': {
          const step = this.#path[this.#step++]
          const index = typeof step === 'number' ? inner.ids.indexOf(step) : -1
          if (index === -1) return null
          this.trail.push(inner.identity)
          this.identity.push(inner.identity, step)
          const row = rowAt(inner, index)
          if (inner.retention.keep !== 'hash') return row
          // The item may have changed since; then this is not the row that was seen.
          const hash = inner.retention.hashes[index]
          if (hashOf(row) !== hash) return null
          this.trail.push(hash)
          return row
        }
        case 'instance':
          return inner
        case 'stream':
        case 'raw':
        case 'local':
          return null
      }
    }
  }
}

/** Whether an attribute in the template keeps the element from taking events. */
function isBlocked({ blockers }: Part, { template, values }: InstanceNode): boolean {
  return blockers.some(({ name, part }) => part === -1 || blocks(template, part, name, values[part] ?? null))
}

function blocks(template: Template, index: number, name: string, value: NodeValue): boolean {
  const part = template.parts[index]
  // What it is in the browser is not known here.
  if (isLocalValue(value)) return false
  switch (part?.kind) {
    case 'attribute':
      // The text of the attribute does not matter, only that it is there.
      return value !== null || !part.whole
    case 'spread': {
      const entries = Object.entries(value ?? {})
      return entries.some(([entry, held]) => {
        if (entry === name) return true
        return (entry === `?${name}` || entry === `.${name}`) && Boolean(held)
      })
    }
    case 'boolean':
    case 'property':
      return Boolean(value)
    default:
      return false
  }
}
