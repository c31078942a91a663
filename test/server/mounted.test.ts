/** An application under a path of another server: where its links, its redirects and its navigations lead. */
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import { createApp, form, gate, href, html, LiveView, redirect, route, type App } from 'overwire'
import { attach, nodeHandler, type NodeHandler } from 'overwire/node'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readBase } from '../../src/server/base.ts'
import { Browser } from './browser.ts'
import { createLog } from './log.ts'
import { Reader } from './reader.ts'

const BASE = '/shop'

const login = route('/login')
const article = route('/articles/:id')
const account = route('/account', {
  gate: gate(({ base }) => {
    redirect(base + href(login))
  }),
})

class Home extends LiveView {
  render() {
    return html`<a href=${this.live.href(article, { id: 2 }, { page: '3' })}>Two</a>
      <button @click=${() => this.live.navigate(this.live.href(article, { id: 7 }))}>Seven</button>`
  }
}

class Article extends LiveView<typeof article> {
  override mount() {
    if (this.params.id === 'old') redirect(this.live.href(article, { id: 'new' }))
  }
  render() {
    return html`<h1>${this.params.id}</h1>`
  }
}

class Order extends LiveView {
  order = form(z.object({ item: z.string().min(1) }), { values: { item: '' } })
  render() {
    const { order, live } = this
    return html`<form ${order} @submit=${order.submit(({ item }) => redirect(live.href(article, { id: item })))}>
      <input ${order.field('item')} />
    </form>`
  }
}

function shop(): App {
  const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
  return app
    .live('/', Home)
    .live(article, Article)
    .live(account, Home)
    .live(login, Home)
    .live('/order', Order)
}

/** The application under its path, in servers of others. */
const SERVERS: Readonly<Record<string, (app: App) => Promise<Server>>> = {
  async express(app) {
    return createServer(express().use(BASE, nodeHandler(app)))
  },
  async fastify(app) {
    const handle = nodeHandler(app, { base: BASE })
    const site = Fastify()
    site.addContentTypeParser('*', (_request, _body, done) => done(null))
    for (const path of [BASE, `${BASE}/*`])
      site.all(path, (request, reply) => {
        reply.hijack()
        handle(request.raw, reply.raw)
      })
    await site.ready()
    return site.server
  },
  async hono(app) {
    const site = new Hono()
    for (const path of [BASE, `${BASE}/*`])
      site.all(
        path,
        async (context) =>
          (await app.handler.fetch(context.req.raw, { base: BASE })) ?? context.text('None', 404),
      )
    const listener = getRequestListener(site.fetch)
    return createServer((request, response) => void listener(request, response))
  },
}

test.each(Object.entries(SERVERS))('in %s they lead to its own pages', async (_, serverOf) => {
  const app = shop()
  const server = await serverOf(app)
  attach(server, app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    // A server that listens on a port has an address of this form.
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    const browser = new Browser()
    const home = await browser.load(`${url}${BASE}`)
    expect(home.html).toContain('<a href="/shop/articles/2?page=3">')
    for (const [path, to] of [
      ['/account', '/shop/login'],
      ['/articles/old', '/shop/articles/new'],
    ] as const) {
      const response = await browser.fetch(`${url}${BASE}${path}`)
      expect([response.status, response.headers.get('location')]).toEqual([303, to])
    }
    const reader = new Reader(url, browser)
    await reader.open(`${BASE}/order`)
    await reader.send({ item: '' })
    expect(reader.status).toBe(422)
    await reader.send({ item: 'tea' })
    expect([reader.status, reader.location]).toEqual([303, '/shop/articles/tea'])
    await using line = await browser.connect(url)
    line.join(home.token)
    await line.next('joined')
    line.event([0, 1], {})
    const led = [...(await line.effects()), ...(await line.next('frame')).effects]
    expect(led).toContainEqual(['page', 1, '/shop/articles/7', 'push', 1, expect.any(String)])
    line.event('/shop/account', { data: { how: 'push' } }, 'navigate', 2)
    expect(await line.effects()).toContainEqual(['page', 2, '/shop/login', 'push', 1, expect.any(String)])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

/** What is answered, beside the server around that answers `around` for all that is not the application's. */
async function answered(handle: NodeHandler, mount: string, path: string): Promise<string> {
  const site = express()
  site.use(mount, handle)
  site.use((_: IncomingMessage, response: ServerResponse) => response.end('around'))
  const server = createServer(site).listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    // A server that listens on a port has an address of this form.
    const { port } = server.address() as AddressInfo
    // Unlike `fetch` it sends the path as it is.
    const [answer] = await once(request({ host: '127.0.0.1', port, path }).end(), 'response')
    let text = ''
    for await (const part of answer) text += String(part)
    return text.includes('around')
      ? 'around'
      : `${answer.statusCode} ${/<h1>.*?<\/h1>/.exec(text)?.[0] ?? ''}`
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('requests for paths outside of its own are left to the server around', async () => {
  const given = nodeHandler(shop(), { base: `${BASE}/` })
  for (const path of [
    '/articles/7',
    '/shopping',
    '/shopping/articles/7',
    '/_live/client.js',
    '/shop/../articles/7',
    '//shop/articles/7',
    'http://other.example/articles/7',
  ])
    expect([path, await answered(given, '/', path)]).toEqual([path, 'around'])
  expect(await answered(given, '/', '/shop/articles/7')).toMatch(/^200 <h1>.*7/)
  // Express matches what was asked for, URLs have no steps in their path.
  for (const path of ['/shop/../articles/7', '/shop/%2e%2e/articles/7'])
    expect([path, await answered(nodeHandler(shop()), BASE, path)]).toEqual([path, 'around'])
})

test('without a server around they are not found', async () => {
  const app = shop()
  const server = createServer(nodeHandler(app, { base: BASE })).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    // A server that listens on a port has an address of this form.
    const { port } = server.address() as AddressInfo
    expect((await fetch(`http://127.0.0.1:${port}/articles/7`)).status).toBe(404)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('a link to a path that only begins alike leaves the page', async () => {
  const app = shop()
  const listener = nodeHandler(app, { base: BASE })
  const server = createServer(listener)
  attach(server, app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    // A server that listens on a port has an address of this form.
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    const browser = new Browser()
    const home = await browser.load(`${url}${BASE}`)
    expect(
      [...home.html.matchAll(/(?:src|href|data-live-\w+)="([^"]*_live[^"]*)"/g)].map(([, at]) => at),
    ).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\/shop\/_live\/client\.\w+\.js$/), '/_live/socket']),
    )
    // The socket is the same for all applications of a host: its cookie is not of the base.
    expect(home.headers.getSetCookie()).toEqual([expect.stringContaining('; Path=/;')])
    await using line = await browser.connect(url)
    line.join(home.token)
    await line.next('joined')
    for (const [event, to] of ['/shopping', '/articles/7'].entries()) {
      line.event(to, { data: { how: 'push' } }, 'navigate', event)
      expect(await line.effects()).toContainEqual(['load', to])
    }
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test.each([
  'shop',
  '//shop',
  '/shop?a=b',
  '/shop#a',
  '/a//b',
  '/a/../b',
  '/shop/*',
  '/:shop',
  '/sh op',
  '\\shop',
])('a base that is no path, such as %j, is refused with what is right', async (base) => {
  const app = shop()
  const refused = `The base ${JSON.stringify(base)} cannot be used`
  const asked = new Request('http://localhost/shop')
  expect(() => nodeHandler(app, { base })).toThrow(refused)
  expect(() => nodeHandler(app, { base })).toThrow("nodeHandler(app, { base: '/shop' })")
  await expect(app.handler.fetch(asked, { base })).rejects.toThrow(refused)
  expect(() => app.page(asked, { base })).toThrow(refused)
})

test('a base means the same with a slash at its end, and as browsers encode it', () => {
  expect(['', '/', '/shop', '/shop/', '/größe/a'].map(readBase)).toEqual([
    ...['', '', '/shop', '/shop'],
    '/gr%C3%B6%C3%9Fe/a',
  ])
})
