import { WebSocket, WebSocketServer, type RawData, type Server } from 'ws'
import type { App } from '../server/app.ts'

/** What the application made of a socket. */
type Handler = ReturnType<App['connect']>

/** A socket that knows what hears it: listeners are shared by all of them, so that each costs little memory. */
export class NodeSocket extends WebSocket {
  handler: Handler | null = null
}

export type NodeSocketServer = Server<typeof NodeSocket>

/** Opens sockets for upgrades that were accepted. */
export function createSocketServer(app: App, compression: boolean): NodeSocketServer {
  return new WebSocketServer({
    noServer: true,
    WebSocket: NodeSocket,
    maxPayload: app.frameBytes,
    perMessageDeflate: compression && COMPRESSION,
  })
}

/** Lets the application hear the socket from now on. */
export function listen(socket: NodeSocket, handler: Handler): void {
  socket.handler = handler
  socket.on('message', onMessage)
  socket.on('close', onClose)
  // What is wrong with a line is told by its end; without a listener it would end the process.
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
