/**
 * A walk over the nodes of one element, which must be what the template says: nodes that were just cloned, or nodes
 * that the page shows. Of the latter:
 *
 * - The parser joins texts that templates keep apart. They are split again: `Hello ` is cut off from `Hello Anna`, and
 *   what is left is the next text. A mark is put between them, so that `normalize()` keeps them apart.
 * - Extensions put in elements of their own. What looks like nothing in the template is passed over. What does, but
 *   stands where it should not, is a mismatch: it could be any of those that look like it.
 */
import { natural } from './clobbering.ts'
import { markComment, PORTAL } from './marks.ts'
import { isLike } from './template.ts'

export class Cursor {
  readonly #parent: Node
  /** Whether nobody but us has seen the nodes. */
  readonly #isCloned: boolean
  /** What holds the models of the elements here: fragments of templates, or elements in them. */
  readonly #models = new Set<ParentNode | null>()
  /** The first node that was not taken yet. */
  #next: ChildNode | null

  constructor(parent: Node, isCloned: boolean, next: ChildNode | null = natural(parent).firstChild) {
    this.#parent = natural(parent)
    this.#isCloned = isCloned
    this.#next = next
  }

  /** The element that was cloned from this one, or looks like it. */
  take(model: Element): Element {
    if (!this.#isCloned) this.#models.add(natural(model).parentNode)
    // It is like the model, which is an element.
    return this.#find(natural(model).nodeName, (node) => this.#isCloned || isLike(node, model)) as Element
  }

  /** The static text at the start of what text there is. */
  takeStatic(text: string): void {
    // It is one.
    const node = this.#find(text, (each) => each instanceof Text) as Text
    this.#join(node)
    if (!node.data.startsWith(text)) throw this.#mismatch(text)
    if (node.length > text.length) this.#next = node.splitText(text.length)
  }

  /** All text up to the next element or comment; with whether others have put elements there. */
  takeText(): { text: Text | undefined; isAlone: boolean } {
    const node = this.#next
    const text = node instanceof Text ? node : undefined
    if (text) this.#join(text)
    return { text, isAlone: !(this.#next instanceof Element) }
  }

  /** A comment that keeps texts apart. The HTML of the server has none. */
  takeMark(): ChildNode {
    if (this.#isCloned) return this.#find('', () => true)
    return this.#parent.insertBefore(markComment(), this.#next)
  }

  /** The comment at the end of a child part. */
  takeEnd(): ChildNode {
    return this.#find('#comment', (node) => node instanceof Comment && !node.data)
  }

  /** Markup that nobody looks into, up to the end of its part. It has no empty comments of its own. */
  skipMarkup(): void {
    while (this.#next && !(this.#next instanceof Comment && !this.#next.data))
      this.#next = natural(this.#next).nextSibling
  }

  /** Nothing is left but what others have put there, and portals. */
  end(): void {
    while (this.#next && !this.#next.nodeValue?.startsWith(PORTAL)) this.#passOver(this.#next, 'nothing')
  }

  #find(expected: string, isIt: (node: ChildNode) => boolean): ChildNode {
    for (let node = this.#next; node; node = this.#next) {
      if (!isIt(node)) this.#passOver(node, expected)
      else {
        this.#next = natural(node).nextSibling
        return node
      }
    }
    throw this.#mismatch(expected)
  }

  /** Leaves out a node that others have put there. */
  #passOver(node: ChildNode, expected: string): void {
    const isForeign =
      node instanceof Element
        ? ![...this.#models].some(
            (level) => level && [...natural(level).children].some((model) => isLike(node, model)),
          )
        : node instanceof Comment && node.data
    if (!isForeign) throw this.#mismatch(expected)
    this.#next = natural(node).nextSibling
  }

  /** The parser breaks long texts into several nodes. */
  #join(text: Text): void {
    while (text.nextSibling instanceof Text) {
      text.appendData(text.nextSibling.data)
      text.nextSibling.remove()
    }
    this.#next = text.nextSibling
  }

  #mismatch(expected: string): Error {
    return new Error(`expected ${expected} in ${this.#parent.nodeName}`)
  }
}
