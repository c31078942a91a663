/**
 * An array that is made one element after the other from the one before, and is that one while nothing
 * differs: most renders change few rows of a list, or none.
 */
export class CopyOnWrite<Element> {
  readonly #before: readonly Element[]
  readonly #length: number
  #copy: Element[] | null = null

  constructor(before: readonly Element[], length: number) {
    this.#before = before
    this.#length = length
  }

  /** Sets an element. Each is set once, from the start to the end. */
  set(index: number, element: Element): void {
    if (this.#copy === null) {
      if (index < this.#before.length && Object.is(this.#before[index], element)) return
      this.#copy = this.#resized()
    }
    this.#copy[index] = element
  }

  /** The array with all its elements; the very array before when they are the same. */
  finish(): readonly Element[] {
    if (this.#copy !== null) return this.#copy
    return this.#before.length === this.#length ? this.#before : this.#resized()
  }

  /** Of its length from the start: an array that grows by and by reserves room for many. */
  #resized(): Element[] {
    const copy = this.#before.slice(0, this.#length)
    copy.length = this.#length
    return copy
  }
}
