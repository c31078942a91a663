/**
 * Which element shows which root. The elements belong to the page, which may lose them: the server is told,
 * and what is still under way for their roots is passed over.
 */
import type { ChildDifference, Difference } from '../protocol/differences.ts'
import type { RootEstablished } from '../protocol/messages.ts'
import type { PageHistory } from './history.ts'
import { ROOT, type Roots } from './roots.ts'

export class Containers {
  /** Roots of this circuit whose elements are gone. */
  readonly lost: Set<number> = new Set()
  readonly #roots: Roots
  readonly #history: PageHistory
  readonly #tell: (roots: readonly number[]) => void
  readonly #elements = new Map<number, Element>()

  constructor(roots: Roots, history: PageHistory, tell: (roots: readonly number[]) => void) {
    this.#roots = roots
    this.#history = history
    this.#tell = tell
  }

  /** These roots there are, and no others. */
  establish(established: readonly RootEstablished[]): void {
    const before = new Map(this.#elements)
    this.#elements.clear()
    for (const [root, how, content] of established) {
      const element = before.get(root) ?? document.querySelector(`[${ROOT}="${root}"]`)
      before.delete(root)
      if (!element) this.lose([root])
      else {
        this.#elements.set(root, element)
        if (how === 'shape') this.#roots.hydrate(root, element, content)
        else this.#roots.create(root, element, content)
      }
    }
    for (const root of before.keys()) this.#roots.remove(root)
  }

  /** A root has this element from now on. */
  add(root: number, element: Element): void {
    this.#elements.set(root, element)
  }

  create(root: number, content: ChildDifference): void {
    const element = this.#elements.get(root)
    if (element) this.#roots.create(root, element, content)
  }

  remove(root: number): void {
    this.#elements.delete(root)
    this.#roots.remove(root)
  }

  /** Finds what was lost since. */
  sweep(): void {
    const gone = [...this.#elements].filter(
      ([root, element]) =>
        (!element.isConnected || element.getAttribute(ROOT) !== String(root)) &&
        !this.#history.keeps(root, element),
    )
    this.lose(gone.map(([root]) => root))
  }

  lose(roots: readonly number[]): void {
    if (!roots[0] && roots[0] !== 0) return
    for (const root of roots) {
      this.lost.add(root)
      this.remove(root)
    }
    this.#tell(roots)
  }

  /** What concerns roots that are still there. */
  standing(difference: Difference): Difference {
    if (!this.lost.size) return difference
    // Roots and their changes alternate.
    return difference.filter((_, index) => !this.lost.has(difference[index - (index % 2)] as number))
  }
}
