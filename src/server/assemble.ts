import { ClassRegistry } from '../page/class-registry.ts'
import { TemplateRegistry } from '../template/output/template-registry.ts'
import { Circuits } from '../circuit/circuits.ts'
import type { CircuitServices } from '../circuit/services.ts'
import { Topics } from '../pubsub/topics.ts'
import { Actions } from './actions.ts'
import { webCipher } from './cipher.ts'
import { Connections } from './connections.ts'
import type { ResponseParts, RouteTarget } from './first-response.ts'
import { createReport } from './logger.ts'
import { MiddlewareChain } from './middleware.ts'
import { PageTokens } from './page-token.ts'
import type { Rim } from './rim.ts'
import { Routes } from './routes.ts'
import { readOptions, type AppOptions, type Settings } from './settings.ts'

/** What an application is made of. */
export interface AppParts extends ResponseParts {
  readonly settings: Settings
  readonly actions: Actions
  readonly middleware: MiddlewareChain
  readonly connections: Connections
  report(error: unknown, where: string): void
}

/** Puts the parts of an application together. */
export function assemble(options: AppOptions, rim: Rim): AppParts {
  const settings = readOptions(options, rim)
  const { limits, logger, development, document, engine, extend, types } = settings
  const { clock, random } = rim
  const report = createReport(logger)
  const middleware = new MiddlewareChain()
  const actions = new Actions({ engine, logger, development })
  const services: CircuitServices = {
    limits,
    clock,
    random,
    topics: new Topics(settings.pubsub, { types, report }),
    templates: new TemplateRegistry(),
    development,
    types,
    classes: new ClassRegistry(),
    report,
    warn: (message) => logger.warn(message),
    action: (call) => actions.run(call),
    // Asked for each event: middleware may be added at any time.
    get around() {
      return middleware.around
    },
  }
  const circuits = new Circuits(services)
  const tokens = new PageTokens(webCipher(settings.secrets), clock, limits.tokenAge)
  const routes = new Routes<RouteTarget>()
  const responses: ResponseParts = { services, circuits, tokens, extend, routes, document, development }
  const connections = new Connections({ ...responses, limits, logger })
  return { ...responses, settings, actions, middleware, connections, report }
}
