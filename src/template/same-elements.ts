/** Whether two arrays hold the same things in the same order. */
export function sameElements(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index++) if (!Object.is(left[index], right[index])) return false
  return true
}
