/** Keeps something that the browser stores. A layout and the view in it may keep the same. */
export interface StoredHolder {
  /** Another holder of the page has changed what is stored under the key; an empty text for nothing. */
  changed(key: string, text: string): void
}
