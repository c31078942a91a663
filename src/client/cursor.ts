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

  /** All text up to the next element or comment. The parser breaks long texts into several nodes. */
  takeText(): Text {
    const node = this.#next
    if (!(node instanceof Text)) return this.takeNothing()
    while (node.nextSibling instanceof Text) {
      node.appendData(node.nextSibling.data)
      node.nextSibling.remove()
    }
    this.#next = node.nextSibling
    return node
  }

  /** The static text at the start of what text there is. */
  takeStatic(text: string): void {
    const node = this.takeText()
    if (!node.data.startsWith(text)) throw this.#mismatch(text)
    if (node.length > text.length) this.#next = node.splitText(text.length)
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
    if (this.#next) throw this.#mismatch('nothing')
  }

  #mismatch(expected: string): Error {
    return new Error(`expected ${expected} in ${this.#parent.nodeName}`)
  }
}
