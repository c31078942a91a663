/** Numbers and days as they are written here. */
const EUROS = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' })
const NUMBERS = new Intl.NumberFormat('en-IE')
const DAY = new Intl.DateTimeFormat('en-IE', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const MONTH = new Intl.DateTimeFormat('en-IE', { month: 'short', year: 'numeric', timeZone: 'UTC' })

export function euros(cents: number): string {
  return EUROS.format(cents / 100)
}

export function number(value: number): string {
  return NUMBERS.format(value)
}

/** Of `2026-05-01`. */
export function day(placed: string): string {
  return DAY.format(new Date(placed))
}

/** Of `2026-05`. */
export function monthName(month: string): string {
  return MONTH.format(new Date(`${month}-01`))
}
