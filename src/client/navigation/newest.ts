/** What is remembered of entries of the history: browsers keep 50 of a tab, and each of them may be written often. */
export const MOST_ENTRIES = 200

/** Of more the oldest are forgotten. */
export function setNewest<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) if (map.size > MOST_ENTRIES) map.delete(oldest)
}
