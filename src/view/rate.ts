import { invalidRate } from '../errors/view.ts'

/**
 * How often something may happen: a whole number from 1 for each second, minute or hour. So many at once, and then one
 * more after each share of the time: `'5/min'` are five, and one more every twelve seconds.
 *
 * ```ts
 * on(() => this.send(), { limit: '5/min' })
 * ```
 */
export type Rate = `${number}/${'s' | 'min' | 'h'}`

/** What a {@link Rate} says. */
export interface RateValue {
  readonly count: number
  /** In so many milliseconds. */
  readonly per: number
}

/** Throws `invalid-rate` when it is none: not everybody compiles with types. `where` shows what it was written in. */
export function parseRate(rate: Rate, where: string): RateValue {
  const [, count, unit = ''] = /^([1-9]\d{0,8})\/(s|min|h)$/.exec(String(rate)) ?? []
  const per = UNITS[unit]
  if (count === undefined || per === undefined) throw invalidRate({ rate: String(rate), where })
  return { count: Number(count), per }
}

/** In milliseconds. */
const UNITS: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000 }
