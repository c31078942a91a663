import type { LiveSocket } from '../circuit/socket.ts'
import type { LiveView, ViewInit } from '../view/live-view.ts'
import type { ActionHandler, ActionOptions, PlainData, Read } from './actions.ts'
import { serveAsset } from './assets.ts'
import { assemble } from './assemble.ts'
import type { CipherFactory } from './cipher.ts'
import type { SocketHandler } from './connection.ts'
import type { DocumentHandler, PageOptions } from './document-page.ts'
import { notFoundResponse } from './error-pages.ts'
import { respond } from './first-response.ts'
import { createForeignPage, type PageHandle } from './foreign-page.ts'
import { createGroups, type GroupOperations } from './groups.ts'
import { readRequest, type ForeignRequest } from './incoming.ts'
import type { Logger } from './logger.ts'
import type { Middleware } from './middleware.ts'
import { isAllowedOrigin } from './origin.ts'
import { platformRim, type Rim } from './rim.ts'
import type { RouteParams } from './routes.ts'
import { SOCKET_PATH } from './script-tag.ts'
import type { AppOptions } from './settings.ts'
import type { AnySchema } from './standard-schema.ts'

/** An application: its routes and actions, and what adapters need to put it on a server. */
export interface App {
  /** Serves a view at a path: `app.live('/articles/:id', ArticlePage)`. */
  live<Pattern extends string, View extends ViewClass>(
    pattern: Pattern,
    type: View & Fits<Pattern, View>,
  ): App
  /** Serves a document of actions at a path. */
  page(pattern: string, handler: DocumentHandler, options?: PageOptions): App
  /** Makes a page of another server live: see {@link PageHandle}. */
  page(request: ForeignRequest): PageHandle
  /** Runs when a browser asks for this name, with the payload as the schemas read it. */
  action(name: string, handler: ActionHandler<PlainData, FormData>): App
  action<Data extends AnySchema | undefined = undefined, Form extends AnySchema | undefined = undefined>(
    name: string,
    options: ActionOptions<Data, Form>,
    handler: ActionHandler<Read<Data, PlainData>, Read<Form, FormData>>,
  ): App
  /** Runs around every action and every event of a view. Without `next()` the handler does not run. */
  use(middleware: Middleware): App
  /** Operations on every page that joined the group. */
  to(group: string): GroupOperations
  /** Operations on every page. */
  readonly everyone: GroupOperations
  /** Sends data to everyone who follows the topic. Resolves when the subscribers of this process have it. */
  publish(topic: string, data: unknown): Promise<void>
  /** Answers a request; null when it is not for this application. */
  fetch(request: Request, info?: PeerInfo): Promise<Response | null>
  /** The page that says that there is nothing at an address. */
  notFound(): Response
  /** Whether this request may become a socket: its path is ours, and so is its origin. */
  accepts(request: Request): boolean
  /** Takes a socket that an adapter has opened for a request that was accepted. */
  connect(socket: LiveSocket, request: Request, info?: PeerInfo): SocketHandler
  /** Brings a cipher that answers at once, where the platform has one. */
  sealWith(factory: CipherFactory): void
  /** Ends all circuits and closes all sockets: browsers are told to come back. */
  close(): void
  readonly logger: Logger
  /** Where sockets connect. */
  readonly socketPath: string
  /** The largest frame that a browser may send, in bytes. */
  readonly frameBytes: number
}

/** What an adapter knows of a peer beside its request. */
export interface PeerInfo {
  readonly ip?: string
}

/** A class of views. */
export type ViewClass = new (init?: ViewInit) => LiveView<object>

/** Nothing when a pattern captures what the view's `params` say, otherwise a sentence that no class fits. */
export type Fits<Pattern extends string, View extends ViewClass> =
  RouteParams<Pattern> extends InstanceType<View>['params']
    ? unknown
    : `The pattern "${Pattern}" does not capture what the view's params say.`

/**
 * Makes an application. It speaks web requests and sockets; an adapter puts it on a server.
 *
 * ```ts
 * const app = createApp()
 * app.live('/', Counter)
 * await serve(app, { port: 3000 })
 * ```
 */
export function createApp(options: AppOptions = {}, rim: Rim = platformRim): App {
  const parts = assemble(options, rim)
  const { settings, routes, actions, middleware, connections, circuits, tokens } = parts
  const { topics } = parts.services
  const { logger, hosts, limits } = settings

  const to = createGroups({ groups: circuits.groups, engine: settings.engine, report: parts.report })

  const app: App = {
    live,
    page,
    action,
    use,
    to,
    everyone: to(null),
    publish: (topic, data) => topics.publish(topic, data),
    fetch,
    notFound: () => notFoundResponse(parts),
    accepts,
    connect: (socket, request, info) => connections.open(socket, readRequest(request, info?.ip)),
    sealWith,
    close,
    logger,
    socketPath: SOCKET_PATH,
    frameBytes: limits.frameBytes,
  }
  return app

  function live(pattern: string, type: ViewClass): App {
    routes.add(pattern, { kind: 'view', type })
    return app
  }

  function page(pattern: string, handler: DocumentHandler, options?: PageOptions): App
  function page(request: ForeignRequest): PageHandle
  function page(
    what: string | ForeignRequest,
    handler?: DocumentHandler,
    pageOptions: PageOptions = {},
  ): App | PageHandle {
    if (typeof what !== 'string') {
      connections.watch()
      return createForeignPage(parts, readRequest(what))
    }
    // With a pattern the overload asks for a handler.
    routes.add(what, { kind: 'document', handler: handler as DocumentHandler, options: pageOptions })
    return app
  }

  function action(name: string, ...rest: readonly unknown[]): App {
    // The overloads leave two forms: the handler alone, or the options and the handler.
    const handler = rest.at(-1) as ActionHandler<never, never>
    // So what stands before the handler is its options.
    const schemas = (rest.length > 1 ? rest[0] : {}) as ActionOptions<AnySchema, AnySchema>
    actions.add(name, schemas, handler)
    return app
  }

  function use(added: Middleware): App {
    middleware.add(added)
    return app
  }

  async function fetch(request: Request, info: PeerInfo = {}): Promise<Response | null> {
    const { pathname } = new URL(request.url)
    const asset = serveAsset(pathname)
    if (asset) return asset
    const match = routes.match(pathname)
    if (match === null) return null
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Method not allowed', { status: 405, headers: { allow: 'GET, HEAD' } })
    }
    connections.watch()
    return respond(parts, match, readRequest(request, info.ip))
  }

  function accepts(request: Request): boolean {
    const { pathname, host } = new URL(request.url)
    return (
      pathname === SOCKET_PATH &&
      connections.mayOpen &&
      isAllowedOrigin(request.headers.get('origin'), request.headers.get('host') ?? host, hosts)
    )
  }

  function sealWith(factory: CipherFactory): void {
    tokens.cipher = factory(settings.secrets)
  }

  function close(): void {
    circuits.close()
    connections.close()
  }
}
