import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createApp, html, LiveView } from 'overwire'
import { attach } from 'overwire/node'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { CERTIFICATE } from './certificate.ts'
import { createLog } from './log.ts'

class Home extends LiveView {
  render() {
    return html`<p></p>`
  }
}

test.each([
  ['of node:https', createServer(CERTIFICATE)],
  ['of node:http2 that takes HTTP/1', createSecureServer({ ...CERTIFICATE, allowHTTP1: true })],
])('sockets open on a server %s', async (_, server) => {
  const app = createApp({ logger: createLog(), secret: 's'.repeat(32) }).live('/', Home)
  const attachment = attach(server, app)
  server.listen(0)
  await once(server, 'listening')
  // It listens on a port.
  const { port } = server.address() as AddressInfo
  const origin = `https://localhost:${port}`
  const socket = new WebSocket(`wss://localhost:${port}/_live/socket`, { origin, rejectUnauthorized: false })
  await once(socket, 'open')
  expect(socket.readyState).toBe(WebSocket.OPEN)
  socket.close()
  await attachment.close()
  await new Promise((done) => server.close(done))
})
