import { unsafeRedirect } from '../errors/server.ts'

/** The answer that sends a visitor elsewhere: to a path of this site, or to an absolute http(s) URL. */
export function redirectResponse(to: string): Response {
  const path = to.startsWith('/') && !/^\/[/\\]/.test(to)
  if (!path && !/^https?:\/\/[^/\\]/i.test(to)) throw unsafeRedirect({ to })
  return new Response(null, { status: 302, headers: { location: asHeader(to), 'cache-control': 'no-store' } })
}

/** A header is ASCII: other characters are percent-encoded, and what is encoded already stays as it is. */
function asHeader(to: string): string {
  return to.replace(/[^\x21-\x7e]+/gu, encodeURIComponent)
}
