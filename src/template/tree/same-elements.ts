/** Whether two arrays hold the same things in the same order. */
export function sameElements(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index++) {
    const element = left[index]
    // Nearly always decided by the first: the second is for NaN.
    if (element !== right[index] && !Object.is(element, right[index])) return false
  }
  return true
}
