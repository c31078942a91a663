import { OverwireError } from '../errors/overwire-error.ts'
import type { Incoming } from './incoming.ts'
import type { SessionServer } from './session-server.ts'

/** Where pages post the tickets that change their sessions. */
export const SESSION_PATH = '/_live/session'

/** No ticket is longer. */
const LONGEST = 16_384

/**
 * Answers a page that posts a ticket: 204 with the cookie, 409 when the ticket is not good (any more).
 */
export async function answerTicket(
  request: Request,
  incoming: Incoming,
  sessions: SessionServer,
): Promise<Response> {
  if (request.method !== 'POST') return answer(405, 'Method not allowed', { allow: 'POST' })
  // Without one it is no browser, and whoever it is has nobody's cookie but its own.
  if (!request.headers.has('origin') || !sessions.isOfOurs(incoming))
    return answer(403, 'The origin is not allowed')
  const text = await readText(request)
  if (text === null) return answer(413, 'Too large')
  try {
    const redeemed = await sessions.redeem(text, incoming)
    if (redeemed === null) return answer(204, null)
    return 'refused' in redeemed ? answer(409, redeemed.refused) : answer(204, null, { ...redeemed })
  } catch (error) {
    // What the change makes of the session that is there now does not fit: its handler gets no answer in time.
    if (error instanceof OverwireError) return answer(409, error.code)
    throw error
  }
}

function answer(
  status: number,
  body: string | null,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const type = body === null ? {} : { 'content-type': 'text/plain; charset=utf-8' }
  return new Response(body, { status, headers: { 'cache-control': 'no-store', ...type, ...headers } })
}

/** The text of a request, or null when it is too long. */
async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > LONGEST) return null
  const decoder = new TextDecoder()
  let text = ''
  const reader = request.body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (!part?.value) return text + decoder.decode()
    text += decoder.decode(part.value, { stream: true })
    if (text.length > LONGEST) {
      await reader?.cancel()
      return null
    }
  }
}
