/** Calls back when one of some elements has another size: also one that was not laid out before. */
export class Watched {
  readonly #observer: ResizeObserver
  #elements: ReadonlySet<Element> = new Set()

  constructor(onResize: () => void) {
    this.#observer = new ResizeObserver(onResize)
  }

  /** From now on it is these. Each that is new is told of once. */
  watch(elements: ReadonlySet<Element>): void {
    for (const element of this.#elements) if (!elements.has(element)) this.#observer.unobserve(element)
    for (const element of elements) if (!this.#elements.has(element)) this.#observer.observe(element)
    this.#elements = elements
  }

  end(): void {
    this.#observer.disconnect()
  }
}
