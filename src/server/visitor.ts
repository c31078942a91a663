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

/** The visitor that the cookies name, or null. */
export function knownVisitor(cookies: Readonly<Record<string, string>>): string | null {
  const id = cookies[VISITOR_COOKIE]
  return id !== undefined && ID.test(id) ? id : null
}

/** The visitor of a request, a new one when its cookies name none. The cookie ends with the browser's session. */
export function visitorOf(
  cookies: Readonly<Record<string, string>>,
  secure: boolean,
  random: Platform['random'],
): Visitor {
  const known = knownVisitor(cookies)
  if (known !== null) return { id: known, setCookie: null }
  const id = random(16)
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return { id, setCookie: `${VISITOR_COOKIE}=${id}; ${attributes}` }
}
