import { WebSocket, WebSocketServer, type RawData, type Server } from 'ws'
import type { AppHandler } from '../../server/app-handler.ts'
import type { SocketHandler } from '../../server/connection.ts'

/** A socket that knows its handler: its listeners are shared by all sockets, so that each costs little memory. */
export class NodeSocket extends WebSocket {
  handler: SocketHandler | null = null

  /** Closes; a peer that does not read would never get to the end of it, so it is cut. */
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code, reason)
    if (this.bufferedAmount > MUCH_UNREAD) this.terminate()
  }
}

/** More than this a socket that is closing keeps for nobody, in bytes. */
const MUCH_UNREAD = 64 * 1024

export type NodeSocketServer = Server<typeof NodeSocket>

/** Opens sockets for upgrades that were accepted. */
export function createSocketServer({ frameBytes }: AppHandler, compression: boolean): NodeSocketServer {
  return new WebSocketServer({
    noServer: true,
    WebSocket: NodeSocket,
    maxPayload: frameBytes,
    perMessageDeflate: compression && COMPRESSION,
  })
}

/** Hands what comes on the socket to its handler from now on. */
export function listen(socket: NodeSocket, handler: SocketHandler): void {
  socket.handler = handler
  socket.on('message', onMessage)
  socket.on('close', onClose)
  // A failing socket is closed, which is enough to know; without a listener the error would end the process.
  socket.on('error', ignore)
}

/** Without context takeover: with it each connection holds some 300 kB. */
const COMPRESSION = {
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  threshold: 1024,
  serverMaxWindowBits: 10,
  zlibDeflateOptions: { memLevel: 4 },
} as const

/** RFC 6455: data that this endpoint does not take. Binary frames have no meaning here. */
const UNSUPPORTED = 1003

function onMessage(this: WebSocket, data: RawData, binary: boolean): void {
  if (!(this instanceof NodeSocket) || this.handler === null) return
  if (binary || !Buffer.isBuffer(data)) this.close(UNSUPPORTED, 'binary')
  else this.handler.message(data.toString())
}

function onClose(this: WebSocket): void {
  if (!(this instanceof NodeSocket)) return
  this.handler?.close()
  this.handler = null
}

function ignore(): void {}
