/** Where headers are set: the web's `Headers`, or Node's `ServerResponse` and what Express makes of it. */
export type ResponseHeaders = WebHeaders | NodeHeaders

interface WebHeaders {
  set(name: string, value: string): void
  append(name: string, value: string): void
}

interface NodeHeaders {
  setHeader(name: string, value: string): unknown
  appendHeader(name: string, value: string): unknown
}

/** Sets headers of a response. Cookies that it has already are kept. */
export function setHeaders(
  response: ResponseHeaders,
  headers: Readonly<Record<string, string | string[]>>,
): void {
  for (const [name, values] of Object.entries(headers)) {
    for (const value of [values].flat()) setHeader(response, name, value)
  }
}

function setHeader(response: ResponseHeaders, name: string, value: string): void {
  const adds = name === 'set-cookie'
  if ('setHeader' in response) {
    if (adds) response.appendHeader(name, value)
    else response.setHeader(name, value)
  } else if (adds) response.append(name, value)
  else response.set(name, value)
}
