import { escapeAttribute } from '../template/compile/escape.ts'
import { Redirect, type Signal } from '../view/signals.ts'

/**
 * The answer that sends a visitor elsewhere, which is asked for with GET: `redirect` has checked where to.
 */
export function redirectResponse(to: string): Response {
  return new Response(null, { status: 303, headers: { location: asHeader(to), 'cache-control': 'no-store' } })
}

/**
 * What a page ends with when it leads elsewhere, or shows nothing that is there, and its status was sent before that was
 * known. Its script goes there as soon as the page is live; this is for who has no script.
 */
export function lateSignalMarkup(signal: Signal | null): string {
  if (signal === null) return ''
  if (!(signal instanceof Redirect)) return '<meta name="robots" content="noindex">'
  return `<noscript><meta http-equiv="refresh" content="0;url=${escapeAttribute(signal.to)}"></noscript>`
}

/** A header is ASCII: other characters are percent-encoded, and what is encoded already stays as it is. */
function asHeader(to: string): string {
  return to.replace(/[^\x21-\x7e]+/gu, encodeURIComponent)
}
