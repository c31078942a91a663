import { contentTwice } from '../errors/page.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import { instanceIn, type ComponentInstance } from './component-instance.ts'
import type { VisitContent } from './visit-content.ts'

/**
 * Where layouts put their content in one rendering. It is what it is wherever it stands, so that a layout may show it in
 * another place of its template; but it is one, and stands in one place.
 */
export class ContentPlaces {
  readonly #placed = new Set<VisitContent>()
  readonly #nodeOf: (instance: ComponentInstance) => ComponentNode | null

  /** `nodeOf` finds where something stands in the trees that are committed. */
  constructor(nodeOf: (instance: ComponentInstance) => ComponentNode | null) {
    this.#nodeOf = nodeOf
  }

  /** Puts content into a layout: what it was rendered to last, and what takes that back. */
  place(
    content: VisitContent,
    previous: ComponentNode | null,
    layout: ComponentInstance,
  ): { readonly node: ComponentNode | null; undo(): void } {
    if (this.#placed.has(content)) throw contentTwice({ name: layout.name })
    this.#placed.add(content)
    const { made, instance } = content
    const parent = instance?.parent ?? null
    if (instance) instance.parent = layout
    content.made = null
    const undo = (): void => {
      this.#placed.delete(content)
      content.made = made
      if (instance) instance.parent = parent
    }
    return { node: this.#lastNode(content, made?.node ?? null, previous), undo }
  }

  #lastNode(
    { instance }: VisitContent,
    made: ComponentNode | null,
    previous: ComponentNode | null,
  ): ComponentNode | null {
    if (instance === null) return null
    if (made) return made
    return instanceIn(previous) === instance ? previous : this.#nodeOf(instance)
  }
}
