/** What browsers surely keep of a cookie's name and value together. https://www.rfc-editor.org/rfc/rfc6265#section-6.1 */
const COOKIE_BYTES = 3_900

/** How much of a sealed text is not content: version, key id, nonce and tag. */
const SEAL_BYTES = 33

/** What a cookie depends on. */
export interface CookieRequest {
  readonly cookies: Readonly<Record<string, string>>
  /** Whether it came over https. */
  readonly secure: boolean
}

/** The cookie that holds the sealed session. */
export class SessionCookie {
  readonly #name: string
  readonly #maxAge: number

  /** `maxAge` is in seconds. */
  constructor(name: string, maxAge: number) {
    this.#name = name
    this.#maxAge = maxAge
  }

  /** How many bytes of content fit into it. */
  get room(): number {
    const text = COOKIE_BYTES - this.#nameFor(true).length - 1
    return Math.floor((text * 3) / 4) - SEAL_BYTES
  }

  /** The sealed session that a request brings. */
  in({ cookies, secure }: CookieRequest): string | undefined {
    return cookies[this.#nameFor(secure)]
  }

  /** The header that gives a browser this sealed session; null takes its session away. */
  header(sealed: string | null, secure: boolean): string {
    const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
    const age = sealed === null ? 0 : this.#maxAge
    return `${this.#nameFor(secure)}=${sealed ?? ''}; ${attributes}; Max-Age=${age}`
  }

  /**
   * With this prefix neither another host nor anybody on a line without encryption can set it:
   * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
   */
  #nameFor(secure: boolean): string {
    return secure ? `__Host-${this.#name}` : this.#name
  }
}
