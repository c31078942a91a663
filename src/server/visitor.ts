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
const COOKIE = 'live_visitor'
/** With this prefix neither another host nor anybody on a line without encryption can set it. */
const SECURE_COOKIE = `__Host-${COOKIE}`

/** What of a request names its visitor. */
export type VisitorRequest = Pick<Incoming, 'headers' | 'secure'>

const ID = /^[\w-]{22}$/

/** The visitor that the cookies of a request name, or null. */
export function knownVisitor({ headers, secure }: VisitorRequest): string | null {
  const cookies = parseCookies(packedHeader(headers, 'cookie'))
  const id = cookies[SECURE_COOKIE] ?? (secure ? undefined : cookies[COOKIE])
  return id !== undefined && ID.test(id) ? id : null
}

/** The visitor of a request, a new one when its cookies name none. The cookie ends with the browser's session. */
export function visitorOf(request: VisitorRequest, random: Platform['random']): Visitor {
  const known = knownVisitor(request)
  if (known !== null) return { id: known, setCookie: null }
  const id = random(16)
  const attributes = 'Path=/; HttpOnly; SameSite=Lax'
  const setCookie = request.secure
    ? `${SECURE_COOKIE}=${id}; ${attributes}; Secure`
    : `${COOKIE}=${id}; ${attributes}`
  return { id, setCookie }
}
