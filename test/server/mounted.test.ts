/** An application under a path of another server: where its links, its redirects and its navigations lead. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import { createApp, gate, href, html, LiveView, redirect, route, type App } from 'overwire'
import { attach, nodeHandler } from 'overwire/node'
import { expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { createLog } from './log.ts'

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

function shop(): App {
  const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
  return app.live('/', Home).live(article, Article).live(account, Home).live(login, Home)
}

/** The application under its path, in servers of others. */
const SERVERS: Readonly<Record<string, (app: App) => Promise<Server>>> = {
  async express(app) {
    return createServer(express().use(BASE, nodeHandler(app)))
  },
  async fastify(app) {
    const handle = nodeHandler(app, { base: BASE })
    const site = Fastify()
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
