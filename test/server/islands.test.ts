import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from 'overwire'
import type { App, AppOptions } from 'overwire'
import { attach, nodeHandler } from 'overwire/node'
import express from 'express'
import { describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Browser } from './browser.ts'
import { createLog } from './log.ts'
import { Counter, CounterIsland } from './views.ts'

describe('a page of an Express server', () => {
  test('has an island by one line, and the island lives', async () => {
    await using site = await start()
    const browser = new Browser()
    const page = await browser.load(`${site.url}/shop/cart?item=2`)
    expect(page.html).toMatch(/<div data-live-root="0" data-live-key="\w+"><output>5<\/output>/)
    expect(page.headers.get('cache-control')).toBe('private, no-cache, no-transform')
    await using line = await browser.connect(page.url)
    line.join(page.token)
    expect((await line.next('joined')).roots).toEqual([[0, 'shape', 1]])
    line.event([0, 1])
    expect((await line.next('frame')).difference).toEqual([0, [0, 0, 6]])
  })

  test.each([
    ['one after the other', 1],
    ['at the same time', 2],
  ])('has several islands, rendered %s, also where memory is short', async (_, atOnce) => {
    await using site = await start({ limits: { parkedBytes: 1_800 } })
    const browser = new Browser()
    const page = await browser.load(`${site.url}/shop/three?atOnce=${atOnce}`)
    await using line = await browser.connect(page.url)
    line.join(page.token)
    expect((await line.next('joined')).roots.map(([root]) => root)).toEqual([0, 1, 2])
    for (const root of [0, 1, 2]) {
      line.event([root, 1])
      expect((await line.next('frame')).difference).toEqual([root, [0, 0, 6]])
    }
  })

  test('shows all of its islands where there is no memory to keep it, and is loaded again', async () => {
    await using site = await start({ limits: { parkedBytes: 10 } })
    const browser = new Browser()
    const page = await browser.load(`${site.url}/shop/three`)
    expect(page.html.match(/<output>5<\/output>/g)).toHaveLength(3)
    await using line = await browser.connect(page.url)
    line.join(page.token)
    expect((await line.next('refused')).code).toBe('gone')
  })

  test('runs actions with the URL of the page', async () => {
    await using site = await start()
    const browser = new Browser()
    const page = await browser.load(`${site.url}/shop/cart?item=2`)
    await using line = await browser.connect(page.url)
    line.join(page.token)
    await line.next('joined')
    line.event('where')
    expect(await line.effects()).toEqual([['event', 1], ['title', '/shop/cart?item=2'], 1])
  })

  test('without islands joins in any process that has the secret', async () => {
    await using one = await start()
    await using other = await start()
    const browser = new Browser()
    const page = await browser.load(`${one.url}/actions`)
    await using line = await browser.connect(`${other.url}/actions`)
    line.join(page.token)
    expect((await line.next('joined')).roots).toEqual([])
    line.event('where')
    expect(await line.effects()).toEqual([['event', 1], ['title', '/actions'], 1])
  })

  test('with islands is loaded anew in a process that did not render it', async () => {
    await using one = await start()
    await using other = await start()
    const browser = new Browser()
    const page = await browser.load(`${one.url}/shop/cart`)
    await using line = await browser.connect(`${other.url}/shop/cart`)
    line.join(page.token)
    expect((await line.next('refused')).code).toBe('gone')
  })

  test('waits for a context that takes its time', async () => {
    const app = createApp({ logger: createLog(), context: async () => ({ nonce: 'n1' }) })
    const live = app.page(new Request('https://example.com/'))
    expect(() => live.head).toThrow('await live.ready')
    await live.ready
    expect(live.head).toContain('nonce="n1"')
    void app.handler.drain(0)
  })

  test('is not kept from its own routes and errors by the pages of the application', async () => {
    await using site = await start()
    expect(await (await fetch(`${site.url}/live`)).text()).toContain('<h1>0</h1>')
    expect(await (await fetch(`${site.url}/own`)).text()).toBe('own')
    expect((await fetch(`${site.url}/none`)).status).toBe(404)
  })
})

describe('a view', () => {
  test('is mounted again in a process that did not render it, with the same HTML', async () => {
    await using one = await start()
    await using other = await start()
    const browser = new Browser()
    const page = await browser.load(`${one.url}/live`)
    await using line = await browser.connect(`${other.url}/live`)
    line.join(page.token)
    expect((await line.next('joined')).roots).toEqual([[0, 'shape', 1]])
  })
})

describe('attach', () => {
  test('leaves the upgrades of others alone', async () => {
    await using site = await start()
    const others = new WebSocketServer({ noServer: true })
    site.server.on('upgrade', (request, socket, head) => {
      if (request.url === '/others')
        others.handleUpgrade(request, socket, head, (opened) => opened.send('hello'))
    })
    const socket = new WebSocket(`${site.url.replace('http', 'ws')}/others`)
    const [message] = await once(socket, 'message')
    expect(String(message)).toBe('hello')
    socket.terminate()
    await using line = await new Browser().connect(site.url)
    line.send({ kind: 'beat' })
    await line.next('here')
  })

  test('does not handle the rejections of its host unless asked', async () => {
    const before = process.listenerCount('unhandledRejection')
    const app = createApp({ logger: createLog() })
    const [quiet, asked] = [createServer(), createServer()]
    const attachments = [attach(quiet, app)]
    expect(process.listenerCount('unhandledRejection')).toBe(before)
    attachments.push(attach(asked, app, { keepAlive: true }))
    expect(process.listenerCount('unhandledRejection')).toBe(before + 1)
    for (const each of attachments) await each.close()
    expect(process.listenerCount('unhandledRejection')).toBe(before)
    expect(quiet.listenerCount('upgrade')).toBe(0)
  })

  test('compresses large frames when asked', async () => {
    await using site = await start({ compression: true })
    const socket = new WebSocket(`${site.url.replace('http', 'ws')}/_live/socket`, { origin: site.url })
    await once(socket, 'open')
    expect(socket.extensions).toContain('permessage-deflate')
    socket.terminate()
  })
})

interface Site extends AsyncDisposable {
  readonly server: Server
  readonly url: string
  readonly app: App
}

async function start({
  compression = false,
  ...options
}: AppOptions & { compression?: boolean } = {}): Promise<Site> {
  const app = createApp({ logger: createLog(), secret: 'the secret of every process', ...options })
  app.live('/live', Counter)
  app.action('where', (page, { context }) => page.title(context.url.pathname + context.url.search))

  const site = express()
  const shop = express.Router()
  shop.get('/cart', async (request, response) => {
    const live = app.page(request)
    const counter = await live.island(CounterIsland, { start: 5 })
    response.set(live.headers).send(`<head>${live.head}</head><body>${counter}</body>`)
  })
  shop.get('/three', async (request, response) => {
    const live = app.page(request)
    const island = (): Promise<string> => live.island(CounterIsland, { start: 5 })
    const islands = request.originalUrl.endsWith('2')
      ? await Promise.all([island(), island(), island()])
      : [await island(), await island(), await island()]
    response.set(live.headers).send(`<head>${live.head}</head><body>${islands.join('')}</body>`)
  })
  site.use('/shop', shop)
  site.get('/actions', (request, response) => {
    const live = app.page(request)
    response.set(live.headers).send(`<head>${live.head}</head>`)
  })
  site.get('/own', (_request, response) => void response.send('own'))
  site.use(nodeHandler(app))

  const server = createServer(site)
  const attachment = attach(server, app, { compression })
  server.listen(0)
  await once(server, 'listening')
  // It listens on a port.
  const { port } = server.address() as AddressInfo
  return { server, url: `http://localhost:${port}`, app, [Symbol.asyncDispose]: close }

  async function close(): Promise<void> {
    await attachment.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
}

describe('what is known beside the request of another server', () => {
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '6.6.6.6, 10.9.8.7' }
  const requests = {
    'a web request': new Request('http://shop.test/cart', { headers }),
    "Node's request": {
      url: '/cart',
      headers: { ...headers, host: 'shop.test' },
      socket: { remoteAddress: '10.0.0.1' },
    },
  }

  test.each(Object.entries(requests))(
    '%s: a proxy is believed when it is named, and not otherwise',
    async (_, request) => {
      const seen: string[] = []
      const context = ({ url, ip }: { url: URL; ip: string }) => {
        seen.push(`${url.href} ${ip}`)
        return {}
      }
      const app = createApp({ secret: 's'.repeat(32), logger: createLog(), context })
      const [believed, plain] = [app.page(request, { proxy: true }), app.page(request)]
      await Promise.all([believed.ready, plain.ready])
      expect(believed.headers['set-cookie']).toMatch(/; Secure$/)
      expect(plain.headers['set-cookie']).not.toContain('Secure')
      expect(seen[0]).toBe('https://shop.test/cart 10.9.8.7')
      expect(seen[1]).toMatch(/^http:\/\/shop.test\/cart (?:10.0.0.1)?$/)
    },
  )

  test('its scripts are found where the middleware is mounted', async () => {
    const app = createApp({ secret: 's'.repeat(32), logger: createLog() })
    const page = app.page(new Request('http://shop.test/shop/cart'), { base: '/shop' })
    await page.ready
    const [, script = ''] = / src="([^"]+client[^"]+)"/.exec(page.head) ?? []
    expect(script).toMatch(/^\/shop\/_live\/client\./)
    const served = await app.handler.fetch(new Request(`http://shop.test${script}`), { base: '/shop' })
    expect(served?.status).toBe(200)
  })
})
