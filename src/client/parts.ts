/**
 * The tree that the browser keeps beside the DOM: instances of templates and their parts. A part is changed
 * where it stands; nothing above it or beside it is looked at.
 */
import type { PartChange, PartDifference, PartValue } from '../protocol/differences.ts'
import type { Path } from '../protocol/paths.ts'
import type { ClientTemplate } from './template.ts'

/** A position in a template that can change. */
export interface Part {
  /**
   * An attribute with several holes stands in the parts of its instance once for each of them, and takes one
   * value after the other.
   */
  apply(value: PartDifference): void
  path(): Path
  /** What it is computed from, when it is. */
  readonly computed?: unknown
  /** The descriptor of a part of an element. */
  readonly bound?: string
  /** What a step of a path beyond this part begins from. */
  readonly content?: unknown
}

/** Where an instance stands: a child part, alone or as a row. */
export interface Place {
  path(): Path
  /** The element around it, also while it is not in the page yet. */
  element(): Element
}

/** A child part, as the rows in it see it. */
export interface RowPlace extends Place {
  readonly create: Create
  content?: unknown
  /** A comment; null for the end of the element. */
  readonly end: ChildNode | null
  /** What holds its nodes: the element, or a fragment before that. */
  parent(): Node
  /** The first node in it, or its end. */
  top(): Node | null
}

/** A child part, as the module sees it that puts it elsewhere. */
export interface MovablePart extends Part, Place {
  /** The element that it is alone in, or the comment before it. */
  start: Node | null
  /** A comment; null for the end of the element. */
  end: ChildNode | null
  content?: unknown
  top(): ChildNode | null
  path(): Path
  adoptText(shown: { text: Text | undefined; isAlone: boolean }): void
}

/** A number in lists, a key in streams. */
export type RowId = number | string

/** Makes a new instance, its nodes still in a fragment of their own. `id` is that of the row, if it is one. */
export type Create = (
  owner: Place,
  id: RowId | undefined,
  template: number,
  values: readonly PartValue[],
) => Instance

/** A template in the page. Its first and last node are always its own, never content of its parts, and no texts. */
export class Instance {
  readonly owner: Place
  /** What names it among its siblings, when it is a row. */
  id: RowId | undefined
  readonly template: ClientTemplate
  /** What the server says that it is: in another circuit the same key means the same. */
  key: unknown
  readonly parts: Part[] = []
  first: ChildNode | null = null
  last: ChildNode | null = null

  constructor(owner: Place, id: RowId | undefined, template: ClientTemplate) {
    this.owner = owner
    this.id = id
    this.template = template
  }

  path(): Path {
    return this.id === undefined ? this.owner.path() : [...this.owner.path(), this.id]
  }

  /** What the next step of a path leads to. */
  at(step: RowId): unknown {
    // A step that is no number leads nowhere.
    return this.parts[step as number]?.content
  }

  /** `[part, value, part, value, …]` */
  apply(changes: readonly PartChange[]): void {
    for (let at = 0; at < changes.length; at += 2) {
      // Numbers and values alternate. A part that is not there throws, as it must.
      const part = this.parts[changes[at] as number] as Part
      // What follows the number of a part.
      part.apply(changes[at + 1] as PartDifference)
    }
  }
}
