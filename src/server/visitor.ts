import { packedHeader } from './packed-headers.ts'
import { parseCookies } from './cookies.ts'
import type { Incoming } from './incoming.ts'
import type { Platform } from './platform.ts'

/** One browser of one person. Page tokens are bound to it, and circuits are counted by it. */
export interface Visitor {
  readonly id: string
  /** The header that makes the browser keep the id, or null when it has it already. */
  readonly setCookie: string | null
}

/** The cookie that identifies a visitor. It holds nothing else, and scripts cannot read it. */
export const VISITOR_COOKIE = 'live_visitor'

const ID = /^[\w-]{22}$/

/** The visitor that the cookies of packed headers name, or null. */
export function knownVisitor(headers: string): string | null {
  const id = parseCookies(packedHeader(headers, 'cookie'))[VISITOR_COOKIE]
  return id !== undefined && ID.test(id) ? id : null
}

/** The visitor of a request, a new one when its cookies name none. The cookie ends with the browser's session. */
export function visitorOf(
  { headers, secure }: Pick<Incoming, 'headers' | 'secure'>,
  random: Platform['random'],
): Visitor {
  const known = knownVisitor(headers)
  if (known !== null) return { id: known, setCookie: null }
  const id = random(16)
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return { id, setCookie: `${VISITOR_COOKIE}=${id}; ${attributes}` }
}
