/** An application behind a server that guards paths by middleware: what is served is what that server has seen. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import fc from 'fast-check'
import Fastify from 'fastify'
import { Hono } from 'hono'
import { createApp, html, LiveView, route, type App } from 'overwire'
import { attach, nodeHandler } from 'overwire/node'
import { describe, expect, test } from 'vitest'
import { pathWithinApp } from '../../src/server/incoming.ts'
import { Browser } from './browser.ts'
import { createLog } from './log.ts'

class Secret extends LiveView {
  render() {
    return html`<h1>the secret page</h1>`
  }
}

class Open extends LiveView {
  render() {
    return html`<h1>an open page</h1>`
  }
}

function appOf(): App {
  const app = createApp({ logger: createLog(), development: false, secret: 's'.repeat(32) })
  return app
    .live('/admin', Secret)
    .live('/admin/:part', Secret)
    .live(route('/news', { cache: { maxAge: 60 } }), Open)
    .live('/public/*', Open)
    .live('/@me', Open)
    .live('/größe', Open)
    .handle('POST', '/admin/delete', () => new Response('the secret is deleted'))
}

/** Servers that let nobody see what is at `/admin` and below it. */
const SERVERS: Readonly<Record<string, (app: App) => Promise<Server>>> = {
  async express(app) {
    const site = express()
    site.use('/admin', (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(401).end('guarded')
    })
    return createServer(site.use(nodeHandler(app)))
  },
  async fastify(app) {
    const handle = nodeHandler(app)
    const site = Fastify()
    site.addHook('onRequest', async (request, reply) => {
      if (/^\/admin(?:[/?]|$)/i.test(request.url)) await reply.code(401).send('guarded')
    })
    site.all('/*', (request, reply) => {
      reply.hijack()
      handle(request.raw, reply.raw)
    })
    await site.ready()
    return site.server
  },
  async hono(app) {
    const site = new Hono()
    for (const path of ['/admin', '/admin/*']) site.use(path, async (context) => context.text('guarded', 401))
    site.all('*', async (context) => (await app.handler.fetch(context.req.raw)) ?? context.text('None', 404))
    const listener = getRequestListener(site.fetch)
    return createServer((request, response) => void listener(request, response))
  },
}

/** How else `/admin` can be written in the first line of a request. */
const WRITTEN = [
  '/%2e%2e/admin',
  '/..%2f../admin',
  '/public/../admin',
  '/public/%2e%2e/admin',
  '/public/%2E./admin/x',
  '/public/.%2e/admin?a=b',
  '/./admin',
  '/%2e/admin',
  '/public\\..\\admin',
  '\\admin',
  '/\\admin',
  '/public/..\\admin',
  '/%61dmin',
  '/%61%64%6D%69%6e/x',
  '//admin',
  '/admin/.',
  '/public\t/../admin',
  'http://elsewhere.example/public/../admin',
  'http://elsewhere.example\\admin',
  'http://elsewhere.example/%61dmin',
  'http:admin',
  'http:/admin',
  '/_live/page?%2Fpublic%2F..%2Fadmin',
  '/_live/page?%2Fpublic%5C..%5Cadmin',
]

/** The answer to a request whose first line is written just so. */
async function ask(server: Server, target: string, { method = 'GET', headers = '' } = {}): Promise<string> {
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  let answer = ''
  socket.on('data', (data) => (answer += String(data)))
  socket.write(`${method} ${target} HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n${headers}\r\n`)
  await once(socket, 'close')
  return answer
}

async function listening(server: Server): Promise<Server & AsyncDisposable> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(server, {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  })
}

describe.each(Object.entries(SERVERS))('behind %s, which guards /admin', (_, serverOf) => {
  test('a page that is guarded is not served for another way to write its path', async () => {
    await using server = await listening(await serverOf(appOf()))
    expect(await ask(server, '/admin')).toContain('guarded')
    for (const target of WRITTEN)
      for (const headers of ['', 'live-renewal: 1\r\n']) {
        expect([target, await ask(server, target, { headers })]).not.toEqual([
          target,
          expect.stringContaining('the secret page'),
        ])
      }
  })

  test('a plain request neither', async () => {
    await using server = await listening(await serverOf(appOf()))
    for (const target of ['/public/../admin/delete', '/%61dmin/delete', '/public\\..\\admin\\delete'])
      expect(await ask(server, target, { method: 'POST' })).not.toContain('is deleted')
  })

  test('pages whose path has to be encoded are served as browsers write them', async () => {
    await using server = await listening(await serverOf(appOf()))
    for (const target of [
      '/gr%C3%B6%C3%9Fe',
      '/gr%c3%b6%c3%9fe',
      '/@me',
      '/public/%41/a%2e%2eb',
      '/public/...',
    ])
      expect([target, await ask(server, target)]).toEqual([target, expect.stringContaining('an open page')])
  })
})

test('a path with steps in it is a bad request where nobody else could answer it', async () => {
  await using server = await listening(createServer(nodeHandler(appOf())))
  expect(await ask(server, '/public/%2e%2e/admin')).toMatch(/^HTTP\/1\.1 400 /)
})

test('no socket is opened at a path that only leads to that of sockets', async () => {
  const app = appOf()
  await using server = await listening(createServer(nodeHandler(app)))
  const attachment = attach(server, app)
  const headers =
    'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: http://site.example\r\n'
  const upgrade = (target: string): Promise<string> =>
    ask(server, target, { headers: `Connection: Upgrade\r\n${headers}` })
  for (const target of ['/public/../_live/socket', '/_live\\socket', '/%5flive/socket'])
    expect([target, await upgrade(target)]).toEqual([target, expect.not.stringContaining(' 101 ')])
  await attachment.close()
})

test('a live page that is led to a path with steps in it loads that, so that the server sees it', async () => {
  const app = appOf()
  await using server = await listening(createServer(nodeHandler(app)))
  attach(server, app)
  // A server that listens on a port has an address of this form.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browser = new Browser()
  await using line = await browser.visit(`${url}/public/a`)
  const addresses = [
    ['/public/%2e%2e/admin', '/admin'],
    ['/public\\..\\admin', '/admin'],
    ['/\\admin', '/admin'],
    ['/pub\tlic/../admin', '/admin'],
    ['/public/../admin#top', '/admin#top'],
    ['/%61dmin', '/%61dmin'],
  ] as const
  for (const [event, [address, loaded]] of addresses.entries()) {
    line.event(address, { data: { how: 'push' } }, 'navigate', event)
    expect([address, await line.effects()]).toEqual([address, expect.arrayContaining([['load', loaded]])])
  }
})

test('a path that counts is the one that is written, but for its encoding', () => {
  const piece = fc.constantFrom(
    'a',
    '/',
    '.',
    '..',
    '%2e',
    '%2E',
    '\\',
    '%5c',
    ' ',
    '\t',
    '\n',
    '%',
    'ö',
    '"',
    '|',
    '%61',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const written = `/${pieces.join('')}`
      const path = pathWithinApp({ url: `http://site.example${written}?x`, base: '' })
      fc.pre(path !== null)
      expect(decoded(path)).toBe(decoded(written))
    }),
    { numRuns: 2_000 },
  )
})

/** The text with what is encoded in it as it reads, and a `%` of no code. */
function decoded(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/gi, (codes) =>
    Buffer.from(codes.replaceAll('%', ''), 'hex').toString(),
  )
}
