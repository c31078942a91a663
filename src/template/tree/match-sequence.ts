/**
 * For each element of a sequence its index in the sequence before, or -1. Most changes leave most elements where
 * they were, counted from the start or from the end, or let two change places; so only what is left after that is
 * looked up.
 */
export function matchSequence<Element>(before: readonly Element[], after: readonly Element[]): number[] {
  const matches: number[] = Array.from({ length: after.length }, () => -1)
  let start = 0
  while (start < after.length && start < before.length && before[start] === after[start]) {
    matches[start] = start
    start++
  }
  let end = after.length
  let endBefore = before.length
  while (end > start && endBefore > start && before[endBefore - 1] === after[end - 1]) {
    matches[--end] = --endBefore
  }
  if (start === end || start === endBefore) return matches
  const aligned = end === endBefore
  const left = new Map<Element | undefined, number>()
  for (let index = start; index < endBefore; index++) {
    if (aligned && before[index] === after[index]) matches[index] = index
    else left.set(before[index], index)
  }
  for (let index = start; index < end; index++) {
    if (matches[index] !== -1) continue
    const element = after[index]
    const found = left.get(element)
    if (found === undefined) continue
    matches[index] = found
    // A second element that is the same is then one that is not found.
    left.delete(element)
  }
  return matches
}
