import type { Visitor } from './visitor.ts'

/**
 * A response that holds a token is for one visitor and one time, so it is asked for each time. With `no-store` browsers
 * would not keep its page for Back either: https://web.dev/articles/bfcache
 */
const UNCACHED = 'private, no-cache, no-transform'

/** Headers of every response that holds a token. */
export function pageHeaders(visitor: Visitor): Record<string, string> {
  return {
    'cache-control': UNCACHED,
    ...(visitor.setCookie !== null && { 'set-cookie': visitor.setCookie }),
  }
}
