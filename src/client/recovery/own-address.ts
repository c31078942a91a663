/**
 * The address that is shown, as it is asked for again. It names its own server: a path that begins with two slashes, and
 * any path in a document with a `base`, would name another one, which gets the token then.
 */
export function ownAddress(): string {
  return location.origin + location.pathname + location.search
}
