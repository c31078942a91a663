/** What is kept for the next page of this tab, for a minute. */

const MINUTE = 60_000

/** False where the browser keeps nothing: it may deny the storage, and it may be full. */
export function keepForNextPage(key: string, values: readonly unknown[]): boolean {
  try {
    if (values.length > 0) sessionStorage.setItem(key, JSON.stringify([Date.now(), values]))
    return true
  } catch {
    return false
  }
}

/**
 * What the page before has kept. Lists of texts, as another build of this client has other names for members; another
 * script may have written anything.
 */
export function takeKept(key: string): readonly unknown[] {
  try {
    const text = sessionStorage.getItem(key) ?? ''
    sessionStorage.removeItem(key)
    // Checked by its use: what is no such list has no values.
    const [at, values] = JSON.parse(text) as [at: number, values: readonly unknown[]]
    return Date.now() - at < MINUTE ? [...values] : []
  } catch {
    return []
  }
}
