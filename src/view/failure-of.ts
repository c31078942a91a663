import { isSignal } from './signals.ts'

/**
 * What `failed` shows of what work threw. Anything can be thrown, undefined too, which says there that nothing
 * failed; `redirect()`, `notFound()` and `failed()` lead to another page.
 */
export function failureOf(thrown: unknown): unknown {
  if (isSignal(thrown)) return undefined
  return thrown === undefined ? new TypeError('Undefined was thrown.') : thrown
}
