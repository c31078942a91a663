const HALF_A_MINUTE = 30_000
const MEMORY = 'live-reload'

/**
 * Loads the page again because its server, which has just said so, no longer knows it. Not over and over:
 * false when it would be too soon.
 */
export function reloadPage(): boolean {
  try {
    const now = Date.now()
    if (now - Number(sessionStorage.getItem(MEMORY)) < HALF_A_MINUTE) return false
    sessionStorage.setItem(MEMORY, String(now))
    location.reload()
    return true
  } catch {
    // Without a memory there is no telling how often it was.
    return false
  }
}
