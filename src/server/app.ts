import { ByteBudget } from '../circuit/byte-budget.ts'
import { Circuits } from '../circuit/circuits.ts'
import type { CircuitServices } from '../circuit/services.ts'
import { ClassRegistry } from '../page/class-registry.ts'
import { KeyDigests } from '../page/key-digests.ts'
import { Topics } from '../pubsub/topics.ts'
import { TemplateRegistry } from '../template/output/template-registry.ts'
import type { LiveView, ViewInit } from '../view/live-view.ts'
import { Actions, type ActionHandler, type ActionOptions, type PlainData, type Read } from './actions.ts'
import { Admission } from './admission.ts'
import { AppHandler } from './app-handler.ts'
import { webCipher } from './cipher.ts'
import { Contexts } from './contexts.ts'
import type { DocumentHandler, PageOptions } from './document-page.ts'
import { ErrorPages } from './error-pages.ts'
import { createReport } from './error-reports.ts'
import { ForeignWarnings } from './foreign-warnings.ts'
import { createForeignPage, type PageHandle } from './foreign-page.ts'
import { createGroups, type GroupOperations } from './groups.ts'
import { Handshake } from './handshake.ts'
import { readRequest, type ForeignPeerInfo, type ForeignRequest } from './incoming.ts'
import { MiddlewareChain, type Middleware } from './middleware.ts'
import { PageRenderer, type RouteTarget } from './page-renderer.ts'
import { PageTokens } from './page-token.ts'
import { platform, type Platform } from './platform.ts'
import { Router, type RouteParams } from './router.ts'
import { readOptions, type AppOptions } from './settings.ts'
import { SocketServer } from './socket-server.ts'
import type { AnySchema } from '../view/standard-schema.ts'

/** An application: its routes and actions. */
export interface App {
  /** Serves a view at a path: `app.live('/articles/:id', ArticlePage)`. */
  live<Pattern extends string, View extends ViewClass>(
    pattern: Pattern,
    type: View & Fits<Pattern, View>,
  ): App
  /** Serves a document of actions at a path. */
  page(pattern: string, handler: DocumentHandler, options?: PageOptions): App
  /**
   * Makes a page of another server live: see {@link PageHandle}. `base` is the path under which `nodeHandler` is
   * mounted there, `proxy` whether a proxy stands in front.
   */
  page(request: ForeignRequest, info?: ForeignPeerInfo): PageHandle
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

/** A class of views. */
export type ViewClass = new (init?: ViewInit) => LiveView<object>

/** Nothing when a pattern captures what the view's `params` say, otherwise a sentence that no class fits. */
export type Fits<Pattern extends string, View extends ViewClass> =
  RouteParams<Pattern> extends InstanceType<View>['params']
    ? unknown
    : `The pattern "${Pattern}" does not capture what the view's params say.`

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
  const actions = new Actions(engine, warnings, development)
  const services: CircuitServices = {
    limits,
    clock,
    random,
    eventBytes: new ByteBudget(limits.queuedEventBytesInAll),
    topics,
    templates: new TemplateRegistry(development ? (message) => logger.warn(message) : null),
    development,
    types,
    classes: new ClassRegistry(),
    keys: new KeyDigests(settings.secrets[0] ?? ''),
    report,
    warn: (message) => logger.warn(message),
    warnOf: (source, message) => warnings.warn(source, message),
    action: (call) => actions.run(call),
    actionQueue: (name) => actions.queueOf(name),
    // Asked for each event: middleware may be added at any time.
    get around() {
      return middleware.around
    },
  }
  const circuits = new Circuits(services)
  const to = createGroups({ groups: circuits.groups, engine, clock, limits, report })

  const router = new Router<RouteTarget>()
  const tokens = new PageTokens(webCipher(settings.secrets), clock, limits.tokenAge)
  const contexts = new Contexts(settings.extend, clock, limits)
  const errorPages = new ErrorPages(document, development)
  const pages = new PageRenderer({ services, circuits, tokens, router, contexts, errorPages, document })
  const admission = new Admission(limits.joinsUnderWay, clock)
  const handshake = new Handshake({
    circuits,
    tokens,
    router,
    pages,
    contexts,
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
    page,
    action,
    use,
    to,
    everyone: to(null),
    publish: (topic, data) => topics.publish(topic, data),
    handler: new AppHandler({
      settings,
      router,
      pages,
      errorPages,
      sockets,
      circuits,
      tokens,
      admission,
      warnings,
      templates: services.templates,
    }),
  }
  return app

  function live(pattern: string, type: ViewClass): App {
    router.add(pattern, { kind: 'view', type })
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
