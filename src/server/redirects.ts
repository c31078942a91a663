/**
 * The answer that sends a visitor elsewhere, which is asked for with GET: `redirect` has checked where to.
 */
export function redirectResponse(to: string): Response {
  return new Response(null, { status: 303, headers: { location: asHeader(to), 'cache-control': 'no-store' } })
}

/** A header is ASCII: other characters are percent-encoded, and what is encoded already stays as it is. */
function asHeader(to: string): string {
  return to.replace(/[^\x21-\x7e]+/gu, encodeURIComponent)
}
