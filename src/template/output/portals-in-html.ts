/** What the HTML of one response shows elsewhere than where its owner stands. */
import type { PortalNode } from '../tree/tree.ts'

/** Whether the writer looks for portals, or writes them where they belong. */
type Pass = 'looking' | 'placing'

/**
 * The portals of a response. A page is written once, and nothing else happens when it has none. Otherwise it is written again,
 * now that it is known what belongs into which target. In the place of its owner, and before its content, stands a comment with
 * its number: by these the browser finds the one for the other.
 */
export class PortalsInHtml {
  pass: Pass = 'looking'
  readonly #prefix: string
  readonly #numbers = new Map<PortalNode, number>()
  /** Those that are not written yet, by their targets. */
  readonly #waiting = new Map<string, PortalNode[]>()

  /** `prefix` distinguishes the numbers of one root from those of others in the same document. */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0
  }

  /** A portal is found. False when it was before. */
  meet(node: PortalNode): boolean {
    if (this.#numbers.has(node)) return false
    this.#numbers.set(node, this.#numbers.size)
    this.#waiting.set(node.target, [...(this.#waiting.get(node.target) ?? []), node])
    return true
  }

  /** What stands in the place of the owner. */
  at(node: PortalNode): string {
    return `<!--portal ${this.#numberOf(node)}-->`
  }

  /** What stands before the content. */
  start(node: PortalNode): string {
    return `<!--portal:${this.#numberOf(node)}-->`
  }

  /** What belongs into a target, and is about to be written there. */
  take(target: string): readonly PortalNode[] {
    const nodes = this.#waiting.get(target) ?? []
    this.#waiting.delete(target)
    return nodes
  }

  /** One of those that no target was found for. */
  takeAny(): PortalNode | undefined {
    for (const [target, [node, ...others]] of this.#waiting) {
      if (others.length > 0) this.#waiting.set(target, others)
      else this.#waiting.delete(target)
      return node
    }
    return undefined
  }

  /** All that no target was found for so far. */
  get left(): readonly PortalNode[] {
    return [...this.#waiting.values()].flat()
  }

  #numberOf(node: PortalNode): string {
    // It was met before anything is written for it.
    return `${this.#prefix}.${this.#numbers.get(node) ?? 0}`
  }
}
