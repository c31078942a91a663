/** A day as people write it: `November 22, 2026`. In UTC, so that it is the same day for a reader and for the server. */
export function formatDay(day: Date | string, locale: string): string {
  return new Date(day).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' })
}
