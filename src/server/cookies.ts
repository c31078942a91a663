/** The cookies of a `Cookie` header, decoded. Of a name that comes twice the first counts, as RFC 6265 orders them. */
export function parseCookies(header: string): Readonly<Record<string, string>> {
  // No prototype: a cookie named `__proto__` is a cookie.
  const cookies = Object.create(null) as Record<string, string>
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    if (equals < 0) continue
    const name = trimmed(pair.slice(0, equals))
    if (!(name in cookies)) cookies[name] = decode(trimmed(pair.slice(equals + 1)))
  }
  return cookies
}

/**
 * Without spaces and tabs. Other blank characters are of the name: with one of them before its prefix a browser lets any host
 * of the site set it.
 */
function trimmed(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '')
}

function decode(value: string): string {
  const bare = value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value
  if (!bare.includes('%')) return bare
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}
