import { noSession } from '../errors/session.ts'
import { ByteBudget } from '../circuit/byte-budget.ts'
import { Circuits } from '../circuit/circuits.ts'
import type { CircuitServices } from '../circuit/services.ts'
import { Advice } from '../page/advice.ts'
import { ClassRegistry } from '../page/class-registry.ts'
import { KeyDigests } from '../page/key-digests.ts'
import { Topics } from '../pubsub/topics.ts'
import { TemplateRegistry } from '../template/output/template-registry.ts'
import type { Route } from '../view/route.ts'
import type { AnySchema } from '../view/standard-schema.ts'
import { Actions, type ActionHandler, type ActionOptions, type PlainData, type Read } from './actions.ts'
import { Admission } from './admission.ts'
import { AppHandler } from './app-handler.ts'
import { webCipher } from './cipher.ts'
import { heldUntil } from './context.ts'
import { Contexts } from './contexts.ts'
import type { DocumentHandler, PageOptions } from './document-page.ts'
import { ErrorPages } from './error-pages.ts'
import { FlashCookie } from './flash.ts'
import { FormTokens } from './form-tokens.ts'
import { createReport } from './error-reports.ts'
import { ForeignWarnings } from './foreign-warnings.ts'
import { createForeignPage, type PageHandle } from './foreign-page.ts'
import { createGroups, type GroupOperations } from './groups.ts'
import { Handshake } from './handshake.ts'
import { readRequest, type ForeignPeerInfo, type ForeignRequest } from './incoming.ts'
import { Locales } from './locale.ts'
import { MiddlewareChain, type Middleware } from './middleware.ts'
import { PageRenderer, type PageRendererOptions } from './page-renderer.ts'
import { PageReturns } from './page-returns.ts'
import { PostedPages } from './posted-pages.ts'
import { PageTokens } from './page-token.ts'
import { platform, type Platform } from './platform.ts'
import { RequestHandlers, type RequestHandler } from './request-handlers.ts'
import type { RouteTarget } from './route-target.ts'
import { Router } from './router.ts'
import { RouteRegistry, type RouteGroup, type RouteGroupOptions, type Routes } from './routes.ts'
import { HandlerRates } from '../circuit/handler-rates.ts'
import { readOptions, type AppOptions } from './settings.ts'
import { openSession, type SessionHandle } from './session-handle.ts'
import { SessionServer } from './session-server.ts'
import { SocketServer } from './socket-server.ts'
import type { ViewClass } from './view-class.ts'
import { Visits } from './visits.ts'

/** An application: its routes and actions. */
export interface App extends Routes<App> {
  /**
   * Has pages of `app.live` take the place of each other in view transitions, where the browser has them and its user does not
   * prefer reduced motion. Style sheets say how they look.
   */
  transitions(): App
  /** Serves a document of actions at a path. */
  page(pattern: string, handler: DocumentHandler, options?: PageOptions): App
  /**
   * Makes a page of another server live: see {@link PageHandle}. `base` is the path under which `nodeHandler` is
   * mounted there, `proxy` whether a proxy stands in front.
   */
  page(request: ForeignRequest, info?: ForeignPeerInfo): PageHandle
  /**
   * Answers plain requests of a method at a pattern, whoever sends them: webhooks, downloads, APIs. Their origin is not
   * checked.
   */
  handle(method: string, pattern: string, handler: RequestHandler): App
  /**
   * The session of a request that a server of your own answers: see {@link SessionHandle}. `proxy` says whether a proxy
   * stands in front of it.
   */
  session(request: ForeignRequest, info?: ForeignPeerInfo): Promise<SessionHandle>
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
  /** For adapters: takes requests and sockets. */
  readonly handler: AppHandler
}

/**
 * Makes an application. An adapter puts it on a server.
 *
 * ```ts
 * const app = createApp()
 * app.live('/', Counter)
 * await serve(app, { port: 3000 })
 * ```
 */
export function createApp(options: AppOptions = {}, { clock, random }: Platform = platform): App {
  const settings = readOptions(options, { clock, random })
  const { limits, logger, development, document, engine, types } = settings
  const report = createReport(logger, clock)
  const warnings = new ForeignWarnings(logger, clock)

  const topics = new Topics(settings.pubsub, { types, report, after: clock.after })
  const middleware = new MiddlewareChain()
  const locales = new Locales(settings.locales)
  const actions = new Actions(engine, warnings, development)
  const services: CircuitServices = {
    limits,
    clock,
    random,
    eventBytes: new ByteBudget(limits.queuedEventBytesInAll),
    handlerRates: new HandlerRates(clock),
    prefetchBytes: new ByteBudget(limits.parkedBytes),
    topics,
    templates: new TemplateRegistry(development ? (message) => logger.warn(message) : null),
    locales,
    development,
    advice: development ? new Advice((message) => logger.warn(message)) : null,
    types,
    classes: new ClassRegistry(),
    keys: new KeyDigests(settings.secrets[0] ?? ''),
    report,
    warn: (message) => logger.warn(message),
    warnOf: (source, message) => warnings.warn(source, message),
    action: (call) => actions.run(call),
    actionQueue: (name) => actions.queueOf(name),
    visit: (context, href) => visits.at(context, href),
    heldUntil,
    visitAfter: (visit, thrown) => visits.answerAfter(visit, thrown),
    // Asked for each event: middleware may be added at any time.
    get around() {
      return middleware.around
    },
  }
  const circuits = new Circuits(services)
  const to = createGroups({ groups: circuits.groups, engine, clock, limits, report })

  const router = new Router<RouteTarget>()
  const routes = new RouteRegistry(router)
  const tokens = new PageTokens(webCipher(settings.secrets), clock, limits.tokenAge)
  const { session: definition, secrets } = settings
  const sessions = definition
    ? new SessionServer({
        definition,
        secrets,
        hosts: settings.hosts,
        platform: { clock, random },
        circuits,
        topics,
      })
    : null
  const contexts = new Contexts({ extend: settings.extend, languages: locales, clock, limits, sessions })
  const errorPages = new ErrorPages(document, development)
  const flashes = new FlashCookie(secrets)
  const forms = new FormTokens({ secrets, types, longest: limits.frameBytes })
  const visits = new Visits({ router, contexts, clock, limits, development, warnings, report })
  const pageOptions: PageRendererOptions = {
    services,
    circuits,
    tokens,
    visits,
    contexts,
    errorPages,
    locales,
    document,
    flashes,
    forms,
    hooks: settings.hooks,
    sessions,
  }
  const pages = new PageRenderer(pageOptions)
  const handlers = new RequestHandlers({
    contexts,
    sessions,
    flashes,
    errorPages,
    clock,
    limits,
    report,
  })
  const admission = new Admission(limits.joinsUnderWay, clock)
  const handshake = new Handshake({
    circuits,
    tokens,
    returns: new PageReturns({ services, router, contexts, visits, pages }),
    sessions,
    admission,
    limits,
    warnings,
  })
  const sockets = new SocketServer({
    circuits,
    handshake,
    clock,
    limits,
    eventBytes: services.eventBytes,
    warnings,
    report,
  })

  const app: App = {
    live,
    group,
    transitions,
    page,
    handle,
    session,
    action,
    use,
    to,
    everyone: to(null),
    publish: (topic, data) => topics.publish(topic, data),
    handler: new AppHandler({
      settings,
      router,
      pages,
      posted: new PostedPages(pageOptions, pages),
      handlers,
      errorPages,
      sockets,
      circuits,
      tokens,
      sessions,
      flashes,
      forms,
      admission,
      warnings,
      templates: services.templates,
    }),
  }
  return app

  function live(at: string | Route, type: ViewClass): App {
    routes.live(at, type)
    return app
  }

  function group(common: RouteGroupOptions, add: (inner: RouteGroup) => unknown): App {
    routes.group(common, add)
    return app
  }

  function transitions(): App {
    pages.transitions = true
    return app
  }

  function handle(asked: string, pattern: string, handler: RequestHandler): App {
    const method = asked.toUpperCase()
    router.add(pattern, { kind: 'handler', method, handler }, method)
    return app
  }

  function page(pattern: string, handler: DocumentHandler, options?: PageOptions): App
  function page(request: ForeignRequest, info?: ForeignPeerInfo): PageHandle
  function page(
    what: string | ForeignRequest,
    second?: DocumentHandler | ForeignPeerInfo,
    options: PageOptions = {},
  ): App | PageHandle {
    if (typeof what !== 'string') {
      sockets.watch()
      // With a request the overload takes what is known beside it.
      const incoming = readRequest(what, second as ForeignPeerInfo | undefined)
      return createForeignPage(pages.openRequest(incoming, null), { tokens, circuits })
    }
    // With a pattern it asks for a handler.
    router.add(what, { kind: 'document', handler: second as DocumentHandler, options })
    return app
  }

  async function session(request: ForeignRequest, info?: ForeignPeerInfo): Promise<SessionHandle> {
    if (sessions === null) throw noSession({})
    return openSession(readRequest(request, info), sessions, flashes)
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
}
