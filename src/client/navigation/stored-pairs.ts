/**
 * What was kept in this tab by the keys of the history. It is read without trust: another build of this script may have
 * kept something else there, and another script anything.
 */
export type StoredPair = readonly [key: string, values: readonly unknown[]]

/** Those that are as they are to be; none where the browser keeps nothing. */
export function readPairs(
  stored: string,
  isAsMeant: (values: readonly unknown[]) => boolean,
): readonly StoredPair[] {
  try {
    const pairs: unknown = JSON.parse(sessionStorage.getItem(stored) ?? '[]')
    const all: readonly unknown[] = Array.isArray(pairs) ? pairs : []
    return all.filter(isPair).filter(([, values]) => isAsMeant(values))
  } catch {
    return []
  }
}

function isPair(value: unknown): value is StoredPair {
  return Array.isArray(value) && typeof value[0] === 'string' && Array.isArray(value[1])
}
