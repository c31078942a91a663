/** What the state of an entry of the history holds where the browser does not name entries. Other builds of this client find it, too. */
export interface HistoryEntry {
  readonly liveKey?: string
}
