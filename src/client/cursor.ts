/**
 * A walk over the nodes of one element, each of which must be what the template says.
 *
 * The parser joins texts that templates keep apart, so they are split again: `Hello ` is cut off from
 * `Hello Anna`, and what is left is the next text. An empty text left no node, so one is made.
 */
export class Cursor {
  readonly #parent: Node
  /** The first node that was not taken yet. */
  #next: ChildNode | null

  constructor(parent: Node) {
    this.#parent = parent
    this.#next = parent.firstChild
  }

  /** The node that was taken last. */
  get last(): ChildNode | null {
    return this.#next ? this.#next.previousSibling : this.#parent.lastChild
  }

  /** The first node that was taken after this one. */
  after(node: ChildNode | null): ChildNode | null {
    return node ? node.nextSibling : this.#parent.firstChild
  }

  /** An element or a comment. */
  take(name: string): ChildNode {
    const node = this.#next
    if (node?.nodeName !== name) throw this.#mismatch(name)
    this.#next = node.nextSibling
    return node
  }

  /** Static text. */
  takeText(text: string): void {
    const node = text ? this.#joined() : this.takeNothing()
    if (!node?.data.startsWith(text)) throw this.#mismatch(JSON.stringify(text))
    if (node.length > text.length) node.splitText(text.length)
    this.#next = node.nextSibling
  }

  /** The text of a part: what is there up to the next element or comment. */
  takeAnyText(): Text {
    const node = this.#joined() ?? this.takeNothing()
    this.#next = node.nextSibling
    return node
  }

  /** A new empty text before what comes next. */
  takeNothing(): Text {
    return this.#parent.insertBefore(new Text(), this.#next)
  }

  /** Markup that nobody looks into, up to the end of its part. It has no empty comments of its own. */
  skipMarkup(): void {
    while (this.#next && !(this.#next instanceof Comment && !this.#next.data))
      this.#next = this.#next.nextSibling
  }

  /** Nothing is left. */
  end(): void {
    if (this.#next) throw this.#mismatch('end')
  }

  /** The parser breaks long texts into several nodes. */
  #joined(): Text | undefined {
    const node = this.#next
    if (!(node instanceof Text)) return undefined
    while (node.nextSibling instanceof Text) {
      node.appendData(node.nextSibling.data)
      node.nextSibling.remove()
    }
    return node
  }

  #mismatch(expected: string): Error {
    const found = this.#next && (this.#next.nodeValue ?? this.#next.nodeName)
    return new Error(`${expected} expected in ${this.#parent.nodeName}, not ${found?.slice(0, 40) ?? 'end'}`)
  }
}
