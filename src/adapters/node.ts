import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { App } from '../server/app.ts'
import { nodeCipher } from './node-cipher.ts'
import { addressOf, toWebRequest, type ProxyOptions } from './node-request.ts'
import { createResponseWriter } from './node-response.ts'
import { createSocketServer, listen } from './node-socket.ts'

/** Options of {@link attach}. */
export interface AttachOptions extends ProxyOptions {
  /** Compresses what is larger than 1 kB on the socket. Costs CPU and memory; off by default. */
  readonly compression?: boolean
  /** Reports promise rejections that nobody handles, and so keeps the process alive. Off by default. */
  readonly keepAlive?: boolean
}

/** An application on a server. */
export interface Attachment {
  /** Closes the sockets, which tells browsers to come back; those that stay open are cut. */
  close(deadline?: number): Promise<void>
}

/**
 * Opens the application's sockets on a server that you have. Upgrades of other paths are left alone.
 *
 * ```ts
 * const server = createServer(express)
 * attach(server, app)
 * server.listen(3000)
 * ```
 */
export function attach(server: Server | SecureServer, app: App, options: AttachOptions = {}): Attachment {
  const sockets = createSocketServer(app, options.compression ?? false)
  const letGo = options.keepAlive === true ? reportRejections(app) : () => {}
  app.sealWith(nodeCipher)
  server.on('upgrade', upgrade)
  return { close }

  function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const request = toWebRequest(incoming, options)
    if (request === null || !isOurs(request)) {
      // When nobody else listens, nobody else will answer.
      if (server.listenerCount('upgrade') === 1) refuse(socket, '404 Not Found')
    } else if (app.accepts(request)) {
      const ip = addressOf(incoming, options)
      sockets.handleUpgrade(incoming, socket, head, (live) =>
        listen(live, app.connect(live, request, { ip })),
      )
    } else {
      refuse(socket, '403 Forbidden')
    }
  }

  function isOurs(request: Request): boolean {
    return new URL(request.url).pathname === app.socketPath
  }

  async function close(deadline: number = 5_000): Promise<void> {
    server.off('upgrade', upgrade)
    letGo()
    app.close()
    const closed = [...sockets.clients].map((each) => new Promise((done) => each.once('close', done)))
    const cut = setTimeout(() => {
      for (const each of sockets.clients) each.terminate()
    }, deadline)
    await Promise.all(closed)
    clearTimeout(cut)
  }
}

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
 * The pages and scripts of an application as middleware.
 *
 * ```ts
 * express.use(nodeHandler(app))
 * ```
 */
export function nodeHandler(app: App, options: NodeHandlerOptions = {}): NodeHandler {
  const writer = createResponseWriter({ compress: options.compress ?? true })
  return (incoming, outgoing, next) => {
    answer(incoming, outgoing, next).catch((error: unknown) => {
      if (next) return next(error)
      app.logger.error('A response could not be written.', error)
      outgoing.destroy()
    })
  }

  async function answer(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    next?: () => void,
  ): Promise<void> {
    const request = toWebRequest(incoming, options)
    const ip = addressOf(incoming, options)
    const response = request && (await app.fetch(request, { ip }))
    if (response) await writer.write(incoming, outgoing, response)
    else if (next) next()
    else await writer.write(incoming, outgoing, app.notFound())
  }
}

/** Reports rejections that nobody handles, which would otherwise end the process. */
export function reportRejections(app: App): () => void {
  const report = (reason: unknown): void => {
    app.logger.error('A promise was rejected and nobody handled it. The process goes on.', reason)
  }
  process.on('unhandledRejection', report)
  return () => process.off('unhandledRejection', report)
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
