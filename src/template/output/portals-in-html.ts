/** What the HTML of one response shows elsewhere than where its owner stands. */
import type { PortalNode } from '../tree/tree.ts'

/** Whether the writer looks for portals, or writes them where they belong. */
type Pass = 'looking' | 'placing'

/** What something is found in: the content of a portal, or null for the page. */
type Holder = PortalNode | null

interface Found {
  readonly number: number
  readonly owner: Holder
}

/**
 * The portals of a response. A page is written once, and nothing else happens when it has none. Otherwise it is written again,
 * now that it is known what belongs into which target. In the place of its owner, and before its content, stands a comment with
 * its number: by these the browser finds the one for the other.
 *
 * A portal whose target is in nothing but what it shows itself, by whatever detours, cannot be shown. A target that is not
 * found may come later, or stand in the document around the page.
 */
export class PortalsInHtml {
  #pass: Pass = 'looking'
  readonly #prefix: string
  #found = new Map<PortalNode, Found>()
  /** Those that are not written yet, by their targets. */
  #waiting = new Map<string, PortalNode[]>()
  /** What is being written. */
  #holder: Holder = null
  /** The portals whose contents hold a target, by its id. */
  #holders = new Map<string, PortalNode[]>()
  /** The page, and the portals that can be shown. */
  #shown: ReadonlySet<Holder> = new Set()

  /** `prefix` distinguishes the numbers of one root from those of others in the same document. */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0
  }

  /** Whether anything depends on the targets that are being written. */
  get wantsTargets(): boolean {
    return this.#pass === 'placing' || this.#holder !== null
  }

  look(): void {
    this.#pass = 'looking'
  }

  place(): void {
    this.#pass = 'placing'
    this.#shown = this.#findShown()
  }

  /** What is returned has what was written since count as not written. */
  remember(): () => void {
    const [found, waiting, holders] = [new Map(this.#found), new Map(this.#waiting), new Map(this.#holders)]
    return () => {
      this.#found = found
      this.#waiting = waiting
      this.#holders = holders
    }
  }

  /** A portal is found. `write` writes its content, in which there may be others. */
  meet(node: PortalNode, write: () => string): void {
    if (this.#found.has(node)) return
    this.#found.set(node, { number: this.#found.size, owner: this.#holder })
    this.#waiting.set(node.target, [...(this.#waiting.get(node.target) ?? []), node])
    this.within(node, write)
  }

  /** What `write` writes as the content of a portal. */
  within(node: PortalNode, write: () => string): string {
    const around = this.#holder
    this.#holder = node
    const html = write()
    this.#holder = around
    return html
  }

  /** What stands in the place of the owner. */
  at(node: PortalNode): string {
    return `<!--portal ${this.#numberOf(node)}-->`
  }

  /** What stands before the content. */
  start(node: PortalNode): string {
    return `<!--portal:${this.#numberOf(node)}-->`
  }

  /** A target ends here. What belongs into it is about to be written. */
  take(target: string): readonly PortalNode[] {
    const holder = this.#holder
    if (this.#pass === 'looking') {
      if (holder) this.#holders.set(target, [...(this.#holders.get(target) ?? []), holder])
      return []
    }
    const taken: PortalNode[] = []
    const left: PortalNode[] = []
    for (const node of this.#waiting.get(target) ?? []) {
      const isShown = holder === null ? this.#isOwned(node) : this.#shown.has(node)
      if (isShown) taken.push(node)
      else left.push(node)
    }
    this.#keep(target, left)
    return taken
  }

  /** One of those that no target was found for. */
  takeAny(): PortalNode | undefined {
    for (const [target, [node, ...others]] of this.#waiting) {
      this.#keep(target, others)
      return node
    }
    return undefined
  }

  /** All that no target was found for so far, but for those in what cannot be shown. */
  get left(): readonly PortalNode[] {
    return [...this.#waiting.values()].flat().filter((node) => this.#isOwned(node))
  }

  #keep(target: string, waiting: PortalNode[]): void {
    if (waiting.length > 0) this.#waiting.set(target, waiting)
    else this.#waiting.delete(target)
  }

  /** From the page outwards: what could only hold itself is never come to. */
  #findShown(): ReadonlySet<Holder> {
    const shown = new Set<Holder>([null])
    for (let before = 0; before < shown.size;) {
      before = shown.size
      for (const [node, { owner }] of this.#found) {
        const holders = this.#holders.get(node.target)
        if (shown.has(owner) && (holders?.some((holder) => shown.has(holder)) ?? true)) shown.add(node)
      }
    }
    return shown
  }

  #isOwned(node: PortalNode): boolean {
    return this.#shown.has(this.#found.get(node)?.owner ?? null)
  }

  #numberOf(node: PortalNode): string {
    // It was met before anything is written for it.
    return `${this.#prefix}.${this.#found.get(node)?.number ?? 0}`
  }
}
