/**
 * Marks with 1 the elements of a longest increasing subsequence; -1 is never part of it.
 *
 * Patience sorting: `tails[length]` is the index of the smallest element that ends an increasing run of that
 * length so far, found by bisection; `previous` links each element to the one before it in its run.
 */
export function longestIncreasing(sequence: ArrayLike<number>): Uint8Array {
  const marks = new Uint8Array(sequence.length)
  const previous = new Int32Array(sequence.length)
  const tails = new Int32Array(sequence.length)
  let longest = 0
  for (let index = 0; index < sequence.length; index++) {
    const value = sequence[index] ?? -1
    if (value === -1) continue
    let low = 0
    let high = longest
    // Most sequences ascend nearly everywhere, so the end is tried first.
    if (high > 0 && (sequence[tails[high - 1] ?? 0] ?? 0) < value) low = high
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sequence[tails[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1
    tails[low] = index
    if (low === longest) longest++
  }
  for (let index = longest > 0 ? (tails[longest - 1] ?? -1) : -1; index !== -1; index = previous[index] ?? -1)
    marks[index] = 1
  return marks
}
