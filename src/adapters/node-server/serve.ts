import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { portInUse } from '../../errors/server.ts'
import type { App } from '../../server/app.ts'
import { attach } from '../node/attach.ts'
import { nodeHandler } from '../node/handler.ts'
import { onSignals, reportRejections } from './signals.ts'
import { createStaticFiles } from './static-files.ts'

/** Options of {@link serve}. */
export interface ServeOptions {
  /** Default: the environment variable `PORT`, else 3000. 0 takes any free one. */
  readonly port?: number
  /** The address to listen on. Default: all of the machine. */
  readonly host?: string
  /** A folder whose files are served at `/`. */
  readonly static?: string
  /** Compresses responses when the browser takes it. On by default. */
  readonly compress?: boolean
  /** Compresses what is larger than 1 kB on the socket. Off by default. */
  readonly compression?: boolean
  /** Headers of every response, such as a Content-Security-Policy. */
  readonly headers?: Readonly<Record<string, string>>
  /** Whether a proxy in front sets `X-Forwarded-For` and `X-Forwarded-Proto`. Off by default. */
  readonly proxy?: boolean
  /** Closes the server on SIGTERM and SIGINT, then ends the process. On by default. */
  readonly signals?: boolean
  /** How long closing may take, in milliseconds. Default 10,000. */
  readonly deadline?: number
}

/** A running server. */
export interface Served extends AsyncDisposable {
  readonly server: Server
  readonly port: number
  readonly url: string
  /** Stops listening, tells browsers to come back, and waits for handlers and responses that are under way. */
  close(): Promise<void>
}

/**
 * Serves an application over HTTP and WebSocket. A promise that nobody handles is reported and does not end
 * the process.
 *
 * ```ts
 * await serve(app, { port: 3000, static: 'public' })
 * ```
 */
export async function serve(app: App, options: ServeOptions = {}): Promise<Served> {
  const { proxy = false, compression = false, deadline = 10_000 } = options
  const server = createServer(createListener(app, options))
  const attachment = attach(server, app, { proxy, compression })
  const port = await startListening(server, options)
  const stopReporting = reportRejections(app)
  const url = `http://${hostName(options.host)}:${port}`
  const ignoreSignals = options.signals === false ? () => {} : onSignals(() => close())
  app.handler.logger.info(`Overwire listens on ${url}`)
  let closing: Promise<void> | undefined

  return { server, port, url, close, [Symbol.asyncDispose]: close }

  function close(): Promise<void> {
    closing ??= closeAll()
    return closing
  }

  async function closeAll(): Promise<void> {
    ignoreSignals()
    const closed = new Promise<void>((done) => server.close(() => done()))
    const cut = setTimeout(() => server.closeAllConnections(), deadline)
    await attachment.close(deadline)
    server.closeIdleConnections()
    await closed
    clearTimeout(cut)
    stopReporting()
  }
}

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** Files first where the path looks like one; the application's routes first everywhere else. */
function createListener(app: App, options: ServeOptions): Listener {
  const { compress = true, proxy = false, headers = {} } = options
  const handle = nodeHandler(app, { compress, proxy })
  const files = options.static === undefined ? null : createStaticFiles(options.static, { compress })

  return (incoming, outgoing) => {
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
    if (files === null) return handle(incoming, outgoing)
    const tryFile = (otherwise: () => void): void => {
      files.serve(incoming, outgoing).then(
        (served) => served || otherwise(),
        (error: unknown) => {
          // A browser that goes away in the middle of a file is no fault.
          if (!outgoing.destroyed) app.handler.logger.error('A file could not be served.', error)
          outgoing.destroy()
        },
      )
    }
    if (looksLikeFile(incoming.url ?? '')) tryFile(() => handle(incoming, outgoing))
    else handle(incoming, outgoing, () => tryFile(() => handle(incoming, outgoing)))
  }
}

function looksLikeFile(url: string): boolean {
  return !url.startsWith('/_live/') && /\.[^/]*$/.test(url.split('?', 1)[0] ?? '')
}

async function startListening(server: Server, { port, host }: ServeOptions): Promise<number> {
  const wanted = port ?? Number(process.env['PORT'] ?? 3000)
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      failed(error.code === 'EADDRINUSE' ? portInUse({ port: wanted }, { cause: error }) : error)
    })
    // A server that listens on a port has an address of this form.
    server.listen({ port: wanted, host }, () => done((server.address() as AddressInfo).port))
  })
}

function hostName(host: string = 'localhost'): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
