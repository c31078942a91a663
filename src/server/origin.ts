/**
 * Whether a page of this origin may open a socket or post here. Browsers send `Origin` with both and no page
 * can forge it, so another site that borrows a visitor's cookies is refused. Without a list of hosts, the
 * origin's host must be the one that was asked.
 *
 * An entry of the list is a host (`example.com`, `example.com:8443`), a host with any subdomain
 * (`*.example.com`), or a whole origin (`https://example.com`).
 */
export function isAllowedOrigin(
  origin: string | null,
  host: string | null,
  hosts: readonly string[] | undefined,
): boolean {
  const from = parseUrl(origin)
  if (from === null) return false
  if (hosts !== undefined) return hosts.some((entry) => fits(entry, from))
  // With the origin's scheme in front, a default port is dropped on both sides.
  return host !== null && parseUrl(`${from.protocol}//${host}`)?.host === from.host
}

function fits(entry: string, origin: URL): boolean {
  if (entry.includes('://')) return parseUrl(entry)?.origin === origin.origin
  if (entry.startsWith('*.')) return origin.host.endsWith(entry.slice(1).toLowerCase())
  return parseUrl(`${origin.protocol}//${entry}`)?.host === origin.host
}

function parseUrl(text: string | null): URL | null {
  if (text === null || !/^https?:\/\//.test(text)) return null
  try {
    return new URL(text)
  } catch {
    return null
  }
}
