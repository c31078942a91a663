/** Where headers are set: the web's `Headers`, or Node's `ServerResponse` and what Express makes of it. */
export type ResponseHeaders = WebHeaders | NodeHeaders

interface WebHeaders {
  keys(): Iterable<string>
  set(name: string, value: string): void
  append(name: string, value: string): void
}

interface NodeHeaders {
  getHeaderNames(): readonly string[]
  setHeader(name: string, value: string): unknown
  appendHeader(name: string, value: string): unknown
}

/** Sets headers of a response. Cookies that it has already are kept. What no cache may keep is kept by no CDN either. */
export function setHeaders(
  response: ResponseHeaders,
  headers: Readonly<Record<string, string | string[]>>,
): void {
  const { 'cache-control': cacheControl = '' } = headers
  keepFromCdn(response, String(cacheControl))
  for (const [name, values] of Object.entries(headers)) {
    for (const value of [values].flat()) setHeader(response, name, value)
  }
}

/**
 * Takes back what a response tells CDNs and proxies, where its `Cache-Control` keeps it from shared caches: they go by headers of their
 * own before that one (https://www.rfc-editor.org/rfc/rfc9213#section-2.2).
 */
export function keepFromCdn(response: ResponseHeaders, cacheControl: string): void {
  if (!/\b(?:private|no-store)\b/i.test(cacheControl)) return
  const names = 'setHeader' in response ? response.getHeaderNames() : response.keys()
  // They are changed while they are gone through.
  for (const name of [...names]) {
    if (FOR_CDN.test(name)) setHeader(response, name, 'no-store')
    // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_valid
    else if (name.toLowerCase() === 'x-accel-expires') setHeader(response, name, '0')
  }
}

const FOR_CDN = /.-cache-control$|^(?:surrogate|edge)-control$/i

function setHeader(response: ResponseHeaders, name: string, value: string): void {
  const adds = name === 'set-cookie'
  if ('setHeader' in response) {
    if (adds) response.appendHeader(name, value)
    else response.setHeader(name, value)
  } else if (adds) response.append(name, value)
  else response.set(name, value)
}
