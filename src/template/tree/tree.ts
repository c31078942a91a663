/**
 * The tree that a render produces: immutable, with everything resolved that an author may put in a
 * template. HTML, values, shape, digest and differences are functions of trees. What did not change is
 * shared between one tree and the next, so an older version costs only what differs.
 */
import type { Json } from '../../protocol/differences.ts'
import type { Template } from '../compile/compile.ts'
import type { Place, Site } from '../compile/place.ts'
import type { LocalValue } from '../local/local-value.ts'
import type {
  ComponentValue,
  DirectiveValue,
  EventBinding,
  EventHandler,
  StreamSource,
} from '../template-value.ts'

/** A rendered template: one value a part, normalised by the kind of the part. */
export interface InstanceNode {
  readonly kind: 'instance'
  readonly template: Template
  readonly values: readonly NodeValue[]
  /** Of a slot: the component that has made it, which is not the one that shows it. */
  readonly maker?: object
}

/** What a child part holds. */
export type ChildNode =
  | null
  | string
  | number
  | InstanceNode
  | ListNode
  | StreamNode
  | RawNode
  | ComponentNode
  | KeyedNode
  | GuardedNode
  | PortalNode
  | LocalValue

/** What any part holds: children, text, attribute values, JSON of properties and spreads, handlers, directives. */
export type NodeValue = ChildNode | boolean | Json | EventNode | DirectiveValue

/** One list through all its versions. Another list in its place is another one, even with the same ids. */
export class ListIdentity {}

/**
 * Rows of `repeat`, or of an array (then `keys` is null and a row is known by its index). Row ids come from
 * a counter of the list, `next`, and are never used twice as long as the list lives. A list that does not
 * retain its rows has none here: `rowAt` renders them again.
 */
export interface ListNode {
  readonly kind: 'list'
  readonly identity: ListIdentity
  readonly rows: readonly InstanceNode[]
  readonly ids: readonly number[]
  readonly keys: readonly unknown[] | null
  readonly next: number
  readonly retention: Retention
}

/** Rows that live in the browser alone; the tree holds those that have not been sent yet. */
export interface StreamNode {
  readonly kind: 'stream'
  /** The resource, which is its identity. */
  readonly source: StreamSource
  /** Where the rows stand, for the rows that come later. */
  readonly place: Place
  readonly keys: readonly string[]
  readonly rows: readonly InstanceNode[]
}

/** A component and what it renders. On the wire it is its content. */
export interface ComponentNode {
  readonly kind: 'component'
  /** The component itself: opaque to the template layer; another one is another component. */
  readonly owner: object
  /** What its author calls it among those beside it; without a key it is known by its place. */
  readonly key?: unknown
  readonly content: ChildNode
  /** Where it stands, to render it again without what is around it. Null for a root. */
  readonly site: Site | null
}

/** Content with the key of `keyed`: under another key it is other content, whatever it looks like. */
export interface KeyedNode {
  readonly kind: 'keyed'
  readonly key: unknown
  readonly content: ChildNode
}

/** Content with what `guard` was given: kept while that stays the same. */
export interface GuardedNode {
  readonly kind: 'guarded'
  readonly deps: readonly unknown[]
  readonly content: ChildNode
}

/**
 * Content that stands elsewhere in the document. In paths it is not to be seen: what is in it is found as if it stood here.
 */
export interface PortalNode {
  readonly kind: 'portal'
  /** The id of the element that it stands in. */
  readonly target: string
  readonly inside: ChildNode
  /** Where its owner has put it. */
  readonly site: Site
}

/** Markup that is put in as it is. */
export interface RawNode {
  readonly kind: 'raw'
  readonly html: string
  /** What the author gave, and whether actions in it are meant. */
  readonly source: string
  readonly live: boolean
}

/** What stands in an event part. A bare function is the usual case; null listens to nothing. */
export type EventNode = EventHandler | EventBinding | null
/** What a list keeps between renders, and so how its rows are compared. */
export type Retention = { readonly keep: 'tree' } | RowRetention

/**
 * What is kept in place of rows: their items, and a hash of what each shows. A row is rendered again from
 * its item when it is needed, and sent whole when its hash changed.
 */
export interface RowRetention {
  readonly keep: 'identity' | 'hash'
  readonly items: readonly unknown[]
  readonly hashes: readonly number[]
  readonly deps: readonly unknown[]
  /** The template of all rows; null when they differ. */
  readonly template: Template | null
  /** Whether every row has nothing but text in its parts, so its shape is its template. */
  readonly plain: boolean
  /** Renders the row at an index again. */
  row(index: number): InstanceNode
  /** In development the rows as they were rendered, to tell which value a dependency is missing for. */
  readonly rendered: readonly InstanceNode[] | null
}

/**
 * Resolves components while a tree is built. `previous` is what stood at the same place in the tree before,
 * if that was a component. `build` turns what the component renders into a node, given the content before.
 */
export interface ComponentHost {
  resolve(value: ComponentValue, previous: ComponentNode | null, at: ComponentPlace): ComponentNode
}
/** Where a component stands, and what builds there what it renders. */
export interface ComponentPlace {
  readonly site: Site | null
  readonly build: ContentBuilder
}
export type ContentBuilder = (rendered: unknown, previous: ChildNode) => ChildNode

/** Whether a node is of this kind. */
export function isKind<Kind extends (ChildNode & object)['kind']>(
  node: ChildNode,
  kind: Kind,
): node is Extract<ChildNode, { kind: Kind }> {
  return typeof node === 'object' && node !== null && node.kind === kind
}

/** What stands in a part on the wire: components, keys and guards are not to be seen there. */
export function contentOf(
  node: ChildNode,
): null | string | number | InstanceNode | ListNode | StreamNode | RawNode | PortalNode | LocalValue {
  let inner = node
  while (typeof inner === 'object' && inner !== null && 'content' in inner) inner = inner.content
  return inner
}

/** What is shown for a node, wherever it stands. */
export function shownFor(node: ChildNode): Exclude<ReturnType<typeof contentOf>, PortalNode> {
  const content = contentOf(node)
  return typeof content === 'object' && content?.kind === 'portal' ? shownFor(content.inside) : content
}

/** The row at an index of a list, rendered again where rows are not kept. */
export function rowAt(list: ListNode, index: number): InstanceNode {
  const row = list.retention.keep === 'tree' ? list.rows[index] : list.retention.row(index)
  if (row === undefined) throw new RangeError(`A list of ${list.ids.length} rows has no row ${index}`)
  return row
}
