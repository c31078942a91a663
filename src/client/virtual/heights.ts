/**
 * How high the rows of a long list are, measured or estimated, and so where each of them begins. Of 100,000 rows hardly any were measured, and
 * most of those are as high as was estimated: what is kept are the differences from the estimate, in a sparse tree of sums
 * (https://en.wikipedia.org/wiki/Fenwick_tree), in which both questions take some twenty steps.
 */

/** The greatest step of the tree: there are fewer than twice as many rows, more than a browser can show. */
const GREATEST = 2 ** 24
/** Differences that are not worth keeping, in pixels. */
const NONE = 1 / 64

export class Heights {
  readonly estimate: number
  #size: number
  readonly #differences = new Map<number, number>()
  /** At a number the sum of as many differences up to there as its lowest bit says. */
  readonly #sums = new Map<number, number>()

  constructor(size: number, estimate: number) {
    this.#size = size
    this.estimate = estimate
  }

  /** Where the row begins; for the number of rows, where the list ends. */
  offset(index: number): number {
    let sum = index * this.estimate
    for (let at = index; at > 0; at -= lowestBit(at)) sum += this.#sums.get(at) ?? 0
    return sum
  }

  /** The row at this place: the first above the list, the last below it. */
  indexAt(offset: number): number {
    let index = 0
    let rest = offset
    for (let step = GREATEST; step >= 1; step /= 2) {
      const height = step * this.estimate + (this.#sums.get(index + step) ?? 0)
      if (index + step >= this.#size || height > rest) continue
      index += step
      rest -= height
    }
    return index
  }

  measured(index: number, height: number): void {
    const difference = height - this.estimate
    this.#set(index, Math.abs(difference) < NONE ? 0 : difference)
  }

  /** The list has another number of rows. */
  resize(size: number): void {
    for (const index of this.#differences.keys()) if (index >= size) this.#set(index, 0)
    this.#size = size
  }

  /** Rows from this one on have other indexes: so many rows have come above them, or gone. */
  move(from: number, by: number): void {
    const all = [...this.#differences]
    for (const [index] of all) this.#set(index, 0)
    for (const [index, difference] of all) {
      if (index < from && index < from + by) this.#set(index, difference)
      else if (index >= from && index + by >= 0 && index + by < this.#size) this.#set(index + by, difference)
    }
  }

  #set(index: number, difference: number): void {
    const change = difference - (this.#differences.get(index) ?? 0)
    if (change === 0) return
    if (difference === 0) this.#differences.delete(index)
    else this.#differences.set(index, difference)
    for (let at = index + 1; at <= 2 * GREATEST; at += lowestBit(at)) {
      const sum = (this.#sums.get(at) ?? 0) + change
      if (Math.abs(sum) < NONE / 2) this.#sums.delete(at)
      else this.#sums.set(at, sum)
    }
  }
}

function lowestBit(number: number): number {
  return number & -number
}
