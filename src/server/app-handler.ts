import type { Circuits } from '../circuit/circuits.ts'
import type { LiveSocket } from '../circuit/socket.ts'
import { serveAsset } from './assets.ts'
import type { CipherFactory } from './cipher.ts'
import type { SocketHandler } from './connection.ts'
import type { ErrorPages } from './error-pages.ts'
import { pathWithinApp, readRequest, type PeerInfo } from './incoming.ts'
import type { Logger } from './logger.ts'
import { isAllowedOrigin } from './origin.ts'
import type { PageRenderer, RouteTarget } from './page-renderer.ts'
import type { PageTokens } from './page-token.ts'
import type { Router } from './router.ts'
import { SOCKET_PATH } from './script-tag.ts'
import type { Settings } from './settings.ts'
import type { SocketServer } from './socket-server.ts'

export interface AppHandlerOptions {
  readonly settings: Settings
  readonly router: Router<RouteTarget>
  readonly pages: PageRenderer
  readonly errorPages: ErrorPages
  readonly sockets: SocketServer
  readonly circuits: Circuits
  readonly tokens: PageTokens
}

/** What a page's token has room for. */
const LONGEST_URL = 32_768

/** Whether a request may become a socket; where not, the HTTP status to answer with, and why. */
export type UpgradeAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly status: 403 | 404 | 503; readonly reason: string }

/**
 * An application as adapters see it: it takes web requests and sockets.
 *
 * An adapter answers requests with `fetch`. For an upgrade it asks `upgrade`, opens the socket when that is
 * accepted, and hands it to `connect`.
 */
export class AppHandler {
  readonly logger: Logger
  /** Where sockets connect. */
  readonly socketPath: string = SOCKET_PATH
  /** The largest frame that a browser may send, in bytes. */
  readonly frameBytes: number
  readonly #options: AppHandlerOptions

  constructor(options: AppHandlerOptions) {
    this.#options = options
    this.logger = options.settings.logger
    this.frameBytes = options.settings.limits.frameBytes
  }

  /** Answers a request; null when it is not for this application. */
  async fetch(request: Request, info: PeerInfo = {}): Promise<Response | null> {
    const { router, sockets, pages } = this.#options
    const incoming = readRequest(request, info)
    const path = pathWithinApp(incoming)
    const asset = serveAsset(path)
    if (asset) return asset
    const match = router.match(path)
    if (match === null) return null
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Method not allowed', { status: 405, headers: { allow: 'GET, HEAD' } })
    }
    // Its token would be too long to come back.
    if (request.url.length > LONGEST_URL) return new Response('URI too long', { status: 414 })
    sockets.watch()
    return pages.respond(match, incoming)
  }

  /** The response for an address that leads nowhere. */
  notFound(): Response {
    return this.#options.errorPages.notFound()
  }

  /** Whether this request may become a socket. With status 404 it is not for this application. */
  upgrade(request: Request, info: PeerInfo = {}): UpgradeAnswer {
    const { sockets, settings } = this.#options
    const { pathname, host } = new URL(request.url)
    if (pathname !== SOCKET_PATH) return { kind: 'refused', status: 404, reason: 'no socket here' }
    if (!isAllowedOrigin(request.headers.get('origin'), request.headers.get('host') ?? host, settings.hosts))
      return { kind: 'refused', status: 403, reason: 'origin not allowed' }
    const mayOpen = sockets.mayOpen(readRequest(request, info))
    return mayOpen ? { kind: 'accepted' } : { kind: 'refused', status: 503, reason: 'no room for a socket' }
  }

  /** Takes a socket that an adapter has opened for a request that was accepted. */
  connect(socket: LiveSocket, request: Request, info?: PeerInfo): SocketHandler {
    return this.#options.sockets.open(socket, readRequest(request, info))
  }

  /**
   * Ends the application: it takes no more sockets, waits for handlers that run, at most so many milliseconds,
   * then ends all circuits and tells browsers to come back.
   */
  async drain(deadline: number): Promise<void> {
    const { sockets, circuits } = this.#options
    sockets.refuseMore()
    await circuits.drain(deadline)
    sockets.close()
  }

  /** Brings a cipher that answers at once, where the platform has one. */
  sealWith(factory: CipherFactory): void {
    this.#options.tokens.cipher = factory(this.#options.settings.secrets)
  }
}
