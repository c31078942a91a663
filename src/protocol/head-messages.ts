/** What of the document around the views crosses the wire. */

/**
 * What views put into the head of the document is now something else: the keys of the elements that go (0: all that do
 * not come), the markup of those that come, and what else changes.
 */
export type HeadOperation = readonly [
  'head',
  gone: readonly string[] | 0,
  come: string,
  change?: DocumentChange,
]

export interface DocumentChange {
  /** Classes of `<html>`: those that views had put there go. */
  readonly html?: string
  /** Classes of `<body>`, likewise. */
  readonly body?: string
  readonly lang?: string
  readonly dir?: 'ltr' | 'rtl'
  /** A cookie that the browser keeps for a year: `name=value`. */
  readonly cookie?: string
  /** The browser tells its time zone, and keeps it in a cookie of this name. */
  readonly zone?: string
}

/** The time zone of the browser, which the server has asked for. */
export interface ZoneMessage {
  readonly kind: 'zone'
  /** As in the IANA database: `Europe/Vienna`. */
  readonly zone: string
}
