/** What was measured, by flat keys: `list1000.update.bytes`. The last part of a key is what was measured, and its unit. */
export type Results = Readonly<Record<string, number>>

/** The middle of several samples: what a busy machine did to a few of them does not count. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? upper)) / 2 : upper
}

/**
 * The mean of the middle half of several samples: for times that are few ticks of the clock, whose median would
 * be a whole number of ticks.
 */
export function middleMean(samples: readonly number[]): number {
  const sorted = samples.toSorted((one, other) => one - other)
  const quarter = Math.floor(sorted.length / 4)
  const middle = sorted.slice(quarter, sorted.length - quarter)
  return middle.reduce((sum, sample) => sum + sample, 0) / middle.length
}

/** Four digits are more than any of these numbers is worth. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
