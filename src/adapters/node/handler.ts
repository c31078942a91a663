import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '../../server/app.ts'
import { readBase } from '../../server/base.ts'
import { addressOf, baseOf, toWebRequest, type ProxyOptions } from './request.ts'
import { createResponseWriter } from './response.ts'

/** Middleware for Node's `http`, Express and their like. Without `next` it answers 404 for what is not ours. */
export type NodeHandler = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next?: (error?: unknown) => void,
) => void

/** Options of {@link nodeHandler}. */
export interface NodeHandlerOptions extends ProxyOptions {
  /** Compresses what the browser takes compressed. On by default. */
  readonly compress?: boolean
  /**
   * The path under which it is mounted, such as `/shop`, where requests do not say so. Express, Connect and their like cut
   * it off. Requests for other paths are not the application's. Throws `unusable-base` for what is no path.
   */
  readonly base?: string
}

/**
 * The pages and scripts of an application as middleware. It may be mounted under a path.
 *
 * ```ts
 * express.use(nodeHandler(app))
 * ```
 */
export function nodeHandler({ handler }: App, options: NodeHandlerOptions = {}): NodeHandler {
  const writer = createResponseWriter({ compress: options.compress ?? true })
  const ownBase = options.base === undefined ? undefined : readBase(options.base)
  let hasWarned = false
  return (incoming, outgoing, next) => {
    answer(incoming, outgoing, next).catch((error: unknown) => {
      if (next) return next(error)
      handler.logger.error('A response could not be written.', error)
      outgoing.destroy()
    })
  }

  async function answer(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    next?: () => void,
  ): Promise<void> {
    const request = toWebRequest(incoming, options)
    warnOfSocket(request)
    const base = ownBase ?? baseOf(incoming)
    const isOurs = request !== null && base !== null
    const response = isOurs && (await handler.fetch(request, { ip: addressOf(incoming, options), base }))
    if (response) await writer.write(incoming, outgoing, response)
    else if (next) next()
    else if (request === null) await writer.write(incoming, outgoing, badRequest())
    else await writer.write(incoming, outgoing, handler.notFound())
  }

  /** Sockets do not come here: they are upgrades, which `attach` takes. */
  function warnOfSocket(request: Request | null): void {
    if (hasWarned || !request || new URL(request.url).pathname !== handler.socketPath) return
    hasWarned = true
    handler.logger.warn(
      'A WebSocket has arrived as an ordinary request, so pages do not become live. Call attach(server, app) with the server that listens, and let a proxy in front of it pass the headers Upgrade and Connection on.',
    )
  }
}

function badRequest(): Response {
  return new Response('Bad request', { status: 400, headers: { 'cache-control': 'no-store' } })
}
