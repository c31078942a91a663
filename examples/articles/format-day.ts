// In UTC, so that a day is the same day for a reader and for the server.
const days = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })

/** A day as people write it: `November 22, 2026`. */
export function formatDay(day: Date | string): string {
  return days.format(new Date(day))
}
