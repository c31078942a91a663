import { core } from '../modules/core.ts'

/**
 * The address that is shown, as it is asked for again. It names its own server: a path that begins with two slashes, and
 * any path in a document with a `base`, would name another one, which gets the token then.
 */
export function ownAddress(): string {
  return location.origin + location.pathname + location.search
}

/**
 * Where a page of this address is asked for with a token. The address of a page that is the same for everybody leads to a
 * cache, which has none.
 */
export function renewalAddress(address: string): string {
  const { origin } = location
  const way = core.settings['livePublic']
  return way === undefined ? address : `${origin}${way}?${encodeURIComponent(address.slice(origin.length))}`
}
