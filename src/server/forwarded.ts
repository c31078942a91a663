/** The last entry of a header that proxies add to: the one of the nearest proxy. Empty for none. */
export function lastEntry(header: string): string {
  return header.split(',').at(-1)?.trim() ?? ''
}

/** The scheme that a proxy says a request came with; null for none. */
export function forwardedScheme(header: string): 'http' | 'https' | null {
  const scheme = lastEntry(header)
  return scheme === 'http' || scheme === 'https' ? scheme : null
}
