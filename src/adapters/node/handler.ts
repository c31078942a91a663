import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '../../server/app.ts'
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
    const info = { ip: addressOf(incoming, options), base: baseOf(incoming) }
    const response = request && (await handler.fetch(request, info))
    if (response) await writer.write(incoming, outgoing, response)
    else if (next) next()
    else await writer.write(incoming, outgoing, handler.notFound())
  }
}
