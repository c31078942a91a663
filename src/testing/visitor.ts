import type { CookieJar } from 'jsdom'
import { pageNotLoaded } from '../errors/testing.ts'
import type { App } from '../server/app.ts'
import type { Jsdom } from './load-jsdom.ts'

/** What a visitor brings along. */
export interface VisitorOptions {
  /** Cookies that are there from the start, by name. */
  readonly cookies?: Readonly<Record<string, string>> | undefined
  /** Headers of every request, that of the socket included. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Answers what the application does not: the server that the application is attached to. */
  readonly fetch?: ((request: Request) => Response | null | Promise<Response | null>) | undefined
}

/** A page as the server answered it. */
export interface LoadedPage {
  readonly url: string
  readonly response: Response
  readonly html: string
}

/** Where everything is. Nothing listens there: requests go straight to the application. */
export const ORIGIN = 'http://localhost'

const MOST_REDIRECTS = 20

/** One browser of one person: its cookies, which all its tabs share, and its requests. */
export class Visitor {
  readonly app: App
  readonly jar: CookieJar
  readonly #options: VisitorOptions

  constructor(app: App, jsdom: Jsdom, options: VisitorOptions) {
    this.app = app
    this.#options = options
    this.jar = new jsdom.CookieJar()
    for (const [name, value] of Object.entries(options.cookies ?? {})) {
      this.jar.setCookieSync(`${name}=${encodeURIComponent(value)}; Path=/`, ORIGIN)
    }
  }

  /** A request as this browser makes it. */
  request(url: string, init: RequestInit = {}): Request {
    const headers = new Headers({ accept: 'text/html,*/*;q=0.8', ...this.#options.headers })
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
    const cookies = this.jar.getCookieStringSync(url)
    if (cookies !== '') headers.set('cookie', cookies)
    headers.set('host', new URL(url).host)
    return new Request(url, { ...init, headers, redirect: 'manual' })
  }

  /** Asks the application, then the server around it. Cookies of the answer are kept. */
  async fetch(request: Request): Promise<Response> {
    const { app } = this
    const peer = { ip: '127.0.0.1' }
    const response =
      (await app.handler.fetch(request, peer)) ??
      (await this.#options.fetch?.(request)) ??
      app.handler.notFound()
    for (const cookie of response.headers.getSetCookie()) {
      this.jar.setCookieSync(cookie, request.url, { ignoreError: true })
    }
    return response
  }

  /** Loads a page as the address bar does, redirects included. */
  async load(address: string, init: RequestInit = {}): Promise<LoadedPage> {
    let url = new URL(address, ORIGIN)
    let method = init
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      if (url.origin !== ORIGIN) throw pageNotLoaded({ url: url.href, reason: 'it is another site' })
      const response = await this.fetch(this.request(url.href, method))
      const location = response.headers.get('location')
      if (response.status < 300 || response.status >= 400 || location === null) {
        return { url: url.href, response, html: await readHtml(url.href, response) }
      }
      url = new URL(location, url)
      if (response.status !== 307 && response.status !== 308) method = {}
    }
    throw pageNotLoaded({ url: url.href, reason: `it was redirected more than ${MOST_REDIRECTS} times` })
  }
}

async function readHtml(url: string, response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? 'nothing'
  const text = await response.text()
  // What an error answers in plain text is a page all the same: the browser shows it.
  if (/^text\/html\b/i.test(type)) return text
  if (!response.ok) return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  throw pageNotLoaded({ url, reason: `it is ${type} and not text/html` })
}
