/** What a page and its server say to each other, and what the browser complains of. */
import type { Page } from 'playwright-core'
import { expectEventually } from './expect-eventually.ts'

/** Listens from the moment it is put on a page. */
export interface WireTap {
  /** The text frames that the browser sent, without beats and acknowledgements, which time alone brings about. */
  readonly up: string[]
  /** The text frames that the server sent, without beats. */
  readonly down: string[]
  /** Requests over HTTP, sockets not counted: `GET /style.css`. */
  readonly requests: string[]
  /** Errors and warnings of the console, violations of a policy, and what no script caught. */
  readonly complaints: string[]
  /** How many sockets were opened. */
  readonly sockets: number
  /** Forgets what was heard so far. */
  clear(): void
}

export function tap(page: Page): WireTap {
  const up: string[] = []
  const down: string[] = []
  const requests: string[] = []
  const complaints: string[] = []
  let sockets = 0

  page.on('websocket', (socket) => {
    sockets++
    socket.on(
      'framesent',
      ({ payload }) => /^\["(beat|ack)"/.test(String(payload)) || up.push(String(payload)),
    )
    socket.on('framereceived', ({ payload }) => String(payload) === '["beat"]' || down.push(String(payload)))
  })
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`))
  page.on('console', (message) => {
    // The browser asks for an icon by itself where the page names none.
    if (message.location().url.endsWith('/favicon.ico')) return
    if (/error|warning/.test(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))

  return {
    up,
    down,
    requests,
    complaints,
    get sockets() {
      return sockets
    },
    clear() {
      for (const list of [up, down, requests, complaints]) list.length = 0
    },
  }
}

/** Resolves when the page is joined to its server. */
export async function isLive(page: Page): Promise<void> {
  await page.waitForSelector('html[data-live-status=live]')
}

/**
 * Resolves when the page knows that its socket is lost. Until then it looks live, and what is done in it goes to a server
 * that is no more: {@link isLive} says nothing of the next one.
 */
export async function isLost(page: Page): Promise<void> {
  await page.waitForSelector('html[data-live-status]:not([data-live-status=live])')
}

/** Resolves when no event waits for its outcome any more. */
export async function isSettled(page: Page): Promise<void> {
  await expectEventually(() => page.locator('[data-live-pending]').count()).toBe(0)
}
