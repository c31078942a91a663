import type { EventPayload } from '../../protocol/messages.ts'

/** What an entry of the history of a page keeps. Other builds of this client find it, too. */
export interface HistoryEntry {
  /** The load of the page that made it: another one has other content. */
  readonly live?: number
  readonly action?: string | undefined
  readonly data?: EventPayload['data'] | undefined
  /** The page was opened with it. */
  readonly opening?: boolean
}
