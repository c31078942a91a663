/**
 * Compares two sets of props, value by value with `Object.is`. `functions`: they differ in functions alone,
 * which parents make anew in each render, so that differing says nothing.
 */
export function compareProps(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): 'same' | 'functions' | 'other' {
  const names = Object.keys(after)
  if (names.length !== Object.keys(before).length) return 'other'
  let found: 'same' | 'functions' = 'same'
  for (const name of names) {
    const [old, value] = [before[name], after[name]]
    if (Object.is(old, value)) continue
    if (typeof old !== 'function' || typeof value !== 'function') return 'other'
    found = 'functions'
  }
  return found
}
