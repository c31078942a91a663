const MINUTE = 60_000
const MOST_PER_MINUTE = 2
const MEMORY = 'overwire-reloads'

/**
 * Loads the page again because its server no longer knows it: only when the server answers, and not over and
 * over. Resolves to what is to be done when it does not.
 */
export async function reloadPage(): Promise<'wait' | 'give up'> {
  try {
    const { status } = await fetch(location.href, { method: 'HEAD' })
    if (status >= 500) return 'wait'
  } catch {
    return 'wait'
  }
  try {
    const now = Date.now()
    // This function wrote it.
    const before = JSON.parse(sessionStorage.getItem(MEMORY) ?? '[]') as number[]
    const recent = before.filter((at) => now - at < MINUTE)
    if (recent.length < MOST_PER_MINUTE) {
      sessionStorage.setItem(MEMORY, JSON.stringify([...recent, now]))
      location.reload()
      return 'wait'
    }
  } catch {
    // Without a memory there is no telling how often it was.
  }
  return 'give up'
}
