import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { App } from '../../server/app.ts'
import { reportRejections } from '../node-server/signals.ts'
import { nodeCipher } from './cipher.ts'
import { addressOf, toWebRequest, type ProxyOptions } from './request.ts'
import { createSocketServer, listen } from './socket.ts'

/** Options of {@link attach}. */
export interface AttachOptions extends ProxyOptions {
  /** Compresses what is larger than 1 kB on the socket. Costs CPU and memory; off by default. */
  readonly compression?: boolean
  /** Reports promise rejections that nobody handles, and so keeps the process alive. Off by default. */
  readonly keepAlive?: boolean
}

/** What `attach` uses of a server: those of `node:http` and `node:https` have it, and those of `node:http2` that take HTTP/1. */
export interface UpgradableServer {
  /** Adds a listener. */
  on(event: 'upgrade', listener: UpgradeListener): unknown
  /** Takes it away. */
  off(event: 'upgrade', listener: UpgradeListener): unknown
  /** How many there are. */
  listenerCount(event: 'upgrade'): number
}

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** An application on a server. */
export interface Attachment {
  /**
   * Tells browsers to come back to another process, and waits for handlers that run, at most `deadline`
   * milliseconds: 5,000 by default. Sockets that do not close after that are cut.
   */
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
export function attach(server: UpgradableServer, app: App, options: AttachOptions = {}): Attachment {
  const { handler } = app
  const sockets = createSocketServer(handler, options.compression ?? false)
  const stopReporting = options.keepAlive === true ? reportRejections(app) : () => {}
  handler.sealWith(nodeCipher)
  server.on('upgrade', upgrade)
  return { close }

  function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const request = toWebRequest(incoming, options)
    const info = { ip: addressOf(incoming, options) }
    const answer = request ? handler.upgrade(request, info) : NO_REQUEST
    if (request && answer.kind === 'accepted') {
      sockets.handleUpgrade(incoming, socket, head, (live) =>
        listen(live, handler.connect(live, request, info)),
      )
      // When nobody else listens, nobody else will answer what is not ours.
    } else if (answer.kind === 'refused' && (answer.status !== 404 || server.listenerCount('upgrade') === 1))
      refuse(socket, `${answer.status} ${answer.reason}`)
  }

  async function close(deadline: number = 5_000): Promise<void> {
    server.off('upgrade', upgrade)
    const closed = [...sockets.clients].map((each) => new Promise((done) => each.once('close', done)))
    await handler.drain(deadline)
    const cut = setTimeout(() => {
      for (const each of sockets.clients) each.terminate()
    }, CLOSING_TIME)
    await Promise.all(closed)
    clearTimeout(cut)
    stopReporting()
  }
}

/** How long a browser may take to answer the end of its socket, in milliseconds. */
const CLOSING_TIME = 1_000

const NO_REQUEST = { kind: 'refused', status: 404, reason: 'not a request' } as const

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
