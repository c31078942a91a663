import type { Clock } from '../page/services.ts'
import { isThenable } from '../view/thenable.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import type { Cipher } from './cipher.ts'

/** The content of a page's token. It is sealed, so that nobody else can read or change it. */
export interface PageToken {
  /** The id under which the page is parked. */
  readonly page: string
  /** A page of a route, or a page of another server that has our script in it. */
  readonly kind: 'route' | 'foreign'
  /** The pattern of the route; empty for a page of another server. */
  readonly route: string
  readonly url: string
  /** The path under which the application is mounted. */
  readonly base: string
  /** Digest of the trees that made the HTML; null when it has no roots or they were not known yet. */
  readonly digest: string | null
  readonly visitor: string
  /** Who was logged in, as the application's `context` names it; empty for nobody. */
  readonly login: string
  /** Of an error page that stands in the place of the route's view; otherwise 200. */
  readonly status: 200 | 404 | 500
  /** Milliseconds since the epoch. */
  readonly issued: number
}

export type TokenProblem = 'token-invalid' | 'token-expired'

/**
 * Longer than any token that we issue; a longer text is not worth opening. The longest part is the URL, of which Node
 * takes 16 kB by default and we take twice of that.
 */
const LONGEST = 49_152

/** Seals and opens the tokens of pages. */
export class PageTokens {
  readonly #clock: Clock
  readonly #age: number
  /** Replaced by an adapter that brings a synchronous one. */
  cipher: Cipher

  constructor(cipher: Cipher, clock: Clock, age: number) {
    this.cipher = cipher
    this.#clock = clock
    this.#age = age
  }

  /** A new text each time: its nonce is random, so no two responses hold the same (see BREACH). */
  seal(token: Omit<PageToken, 'issued'>): string | Promise<string> {
    const fields = tokenFields({ ...token, issued: this.#clock.wall() })
    const sealed = this.cipher.seal(new TextEncoder().encode(JSON.stringify(fields)))
    return isThenable(sealed) ? sealed.then(toBase64Url) : toBase64Url(sealed)
  }

  /** Reads a token that a browser gave back. Nothing of it is parsed before it is authenticated. */
  async open(text: string): Promise<PageToken | TokenProblem> {
    const token = await this.#read(text)
    if (token === null) return 'token-invalid'
    return this.#clock.wall() - token.issued > this.#age ? 'token-expired' : token
  }

  /** Whose page a token was made for, however old it is; null for a text that is no token. */
  async login(text: string): Promise<string | null> {
    const token = await this.#read(text)
    return token && token.login
  }

  async #read(text: string): Promise<PageToken | null> {
    const sealed = text.length <= LONGEST ? fromBase64Url(text) : null
    const content = sealed && (await this.cipher.open(sealed))
    // Only we can have sealed it, so it has the form that we gave it.
    return content && tokenOf(JSON.parse(new TextDecoder().decode(content)) as Fields)
  }
}

type Fields = [
  page: string,
  kind: PageToken['kind'],
  route: string,
  url: string,
  digest: string | null,
  visitor: string,
  login: string,
  issued: number,
  base: string,
  status: PageToken['status'],
]

function tokenFields(token: PageToken): Fields {
  const { page, kind, route, url, digest, visitor, login, issued, base, status } = token
  return [page, kind, route, url, digest, visitor, login, issued, base, status]
}

function tokenOf(fields: Fields): PageToken {
  const [page, kind, route, url, digest, visitor, login, issued, base, status] = fields
  return { page, kind, route, url, digest, visitor, login, issued, base, status }
}
