/**
 * For each element of a sequence its index in the sequence before, or -1.
 *
 * Most changes leave most elements in the order that they had. So the sequences are walked through side by
 * side. Where they differ, one element has gone (b), one has come (x), or one stands where another stood:
 *
 *     before   a b c d   e f g
 *     after    a   c d x g f e
 *
 * Only what is left over after that (b, x, e and g) is looked up.
 */
export function matchSequence<Element>(before: readonly Element[], after: readonly Element[]): Int32Array {
  const matches = new Int32Array(after.length).fill(-1)
  let end = after.length
  let endBefore = before.length
  while (end > 0 && endBefore > 0 && before[endBefore - 1] === after[end - 1]) matches[--end] = --endBefore
  const gone: number[] = []
  const come: number[] = []
  let old = 0
  let index = 0
  while (index < end && old < endBefore) {
    if (before[old] === after[index]) matches[index++] = old++
    else if (old + 1 < endBefore && before[old + 1] === after[index]) gone.push(old++)
    else if (index + 1 < end && before[old] === after[index + 1]) come.push(index++)
    else {
      gone.push(old++)
      come.push(index++)
    }
  }
  while (old < endBefore) gone.push(old++)
  while (index < end) come.push(index++)
  if (come.length <= gone.length) {
    findPairs({ of: after, at: come }, { of: before, at: gone }, (here, there) => (matches[here] = there))
  } else {
    findPairs({ of: before, at: gone }, { of: after, at: come }, (there, here) => (matches[here] = there))
  }
  return matches
}

/** The indexes before that nothing matches, ascending. */
export function unmatched(matches: Int32Array, countBefore: number): number[] {
  if (matches.length === countBefore && !matches.includes(-1)) return []
  const matched = new Uint8Array(countBefore)
  for (const index of matches) if (index !== -1) matched[index] = 1
  const out: number[] = []
  for (let index = 0; index < countBefore; index++) if (matched[index] === 0) out.push(index)
  return out
}

interface LeftOver<Element> {
  readonly of: readonly Element[]
  readonly at: readonly number[]
}

/** Finds the same elements among few and many. Of several that are the same the first is found, and no other. */
function findPairs<Element>(
  few: LeftOver<Element>,
  many: LeftOver<Element>,
  found: (few: number, many: number) => void,
): void {
  if (few.at.length === 0) return
  const indexes = new Map<Element | undefined, number>()
  for (const index of few.at) {
    const element = few.of[index]
    if (!indexes.has(element)) indexes.set(element, index)
  }
  for (const index of many.at) {
    const element = many.of[index]
    const pair = indexes.get(element)
    if (pair === undefined) continue
    found(pair, index)
    indexes.delete(element)
  }
}
