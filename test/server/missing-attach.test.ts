import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from 'overwire'
import { attach, nodeHandler } from 'overwire/node'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createLog } from './log.ts'

test('a server without attach() says so in its log, once', async () => {
  const log = createLog()
  const app = createApp({ logger: log })
  await using server = await listen(nodeHandler(app))

  expect(await knock(server.url + app.handler.socketPath)).toBe('Unexpected server response: 404')
  expect(await knock(server.url + app.handler.socketPath)).toBe('Unexpected server response: 404')

  expect(log.lines).toEqual([expect.stringMatching(/^warn: A WebSocket .* attach\(server, app\)/)])
})

test('a proxy that takes the upgrade out of a request is named in the log', async () => {
  const log = createLog()
  const app = createApp({ logger: log })
  await using server = await listen(nodeHandler(app))
  attach(server.server, app)

  await fetch(server.url + app.handler.socketPath)

  expect(log.lines).toEqual([expect.stringContaining('the headers Upgrade and Connection')])
})

async function listen(listener: RequestListener) {
  const server = createServer(listener).listen(0)
  await once(server, 'listening')
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  return {
    server,
    url: `http://localhost:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Opens a socket; what the failure is called. */
async function knock(url: string): Promise<string> {
  const socket = new WebSocket(url.replace('http', 'ws'), { origin: url })
  const [error] = (await once(socket, 'error')) as [Error]
  return error.message
}
