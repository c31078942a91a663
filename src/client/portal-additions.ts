/** What portals add to the client. */
import type { NewPortal, PartShape, PortalShape } from '../protocol/differences.ts'
import type { Cursor } from './cursor.ts'
import type { MovablePart } from './parts.ts'

/** Binds content that the page shows. */
export interface Binder {
  readonly Cursor: typeof Cursor
  /** The content of a part, up to its end. */
  hydrateChild(part: MovablePart, cursor: Cursor, shape: PartShape): void
}

/** What stands elsewhere in the document than in its owner. */
export interface Portals {
  /** Shows content in the target of a part, or in its own place again. */
  show(part: MovablePart, content: NewPortal): void
  /** Takes the content that the page shows already. */
  adopt(
    part: MovablePart,
    shape: PortalShape,
    cursor: Binder['Cursor'],
    hydrateChild: Binder['hydrateChild'],
  ): void
  /** The id of the element that the content of a part stands in; empty for its own place. */
  targetOf(part: MovablePart): string
  /** Gives the portal of a part the place of another one. */
  move(part: MovablePart, to: MovablePart): void
  /**
   * Puts what stands in nodes that are about to go where it will stand then, while both places are in the document: so it keeps
   * what nodes lose that leave that.
   */
  leave(nodes: ReadonlySet<Node>): void
  /** Remembers whether and where a part has a portal. What is returned undoes what happened since. */
  remember(part: MovablePart): () => void
  /** What a node belongs to that stands in a portal, and in nothing else there: the element of its owner. */
  ownerOf(node: Node): Node | undefined
  /** The way of an event that comes to these nodes, from owner to owner. */
  outwards<Type extends EventTarget>(nodes: readonly Type[]): readonly (Type | Element)[]
}
