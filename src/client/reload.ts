const MINUTE = 60_000
const MEMORY = 'live-reload'

/**
 * Loads the page again because its server no longer knows it: only when the server answers, and not over and
 * over. False when there is nothing to wait for.
 */
export async function reloadPage(): Promise<boolean> {
  try {
    await fetch(location.href, { method: 'HEAD' })
  } catch {
    return true
  }
  try {
    // Twice a minute at most. Without a memory there is no telling how often it was.
    if (Date.now() - Number(sessionStorage.getItem(MEMORY)) < MINUTE / 2) return false
    sessionStorage.setItem(MEMORY, String(Date.now()))
    location.reload()
    return true
  } catch {
    return false
  }
}
