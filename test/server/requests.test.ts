import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createApp, html, LiveView } from 'overwire'
import { attach, nodeHandler, serve, type Served } from 'overwire/node'
import { describe, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { createLog, type Log } from './log.ts'
import { Counter, CounterIsland } from './views.ts'

describe('the URL of a request', () => {
  test.each([
    ['http://evil.example/x', '/x'],
    ['/a?b=//c', '/a?b=//c'],
  ])('keeps the host that was asked when the request line says %s', async (target, path) => {
    await using site = await startShowingUrl()
    const { host } = new URL(site.url)
    expect(await get(site.url, target)).toContain(`<h1>http://${host}${path}</h1>`)
  })

  test('that names another host by two slashes is answered with the path that it means', async () => {
    await using site = await startShowingUrl()
    const { hostname, port } = new URL(site.url)
    const [answer] = await once(httpRequest({ hostname, port, path: '//evil.example/x' }).end(), 'response')
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/evil.example/x'])
    answer.resume()
  })

  test('is not moved by a host that holds a path', async () => {
    await using site = await startShowingUrl()
    expect(await get(site.url, '/page', { host: 'localhost/admin?' })).not.toContain('admin')
  })

  test('may be as long as Node takes it, and its page joins', async () => {
    await using site = await startShowingUrl()
    const browser = new Browser()
    const page = await browser.load(`${site.url}/?q=${'x'.repeat(15_000)}`)
    await using line = await browser.connect(site.url)
    line.join(page.token)
    expect((await line.next('joined')).roots).toHaveLength(1)
  })
})

describe('an application under a path of Express', () => {
  test('serves its pages and their scripts there, and the pages are live', async () => {
    await using site = await startUnder('/shop')
    const browser = new Browser()
    const page = await browser.load(`${site.url}/shop/counter?item=2`)
    const [, script = ''] = /src="([^"]+)"/.exec(page.html) ?? []
    expect((await fetch(new URL(script, page.url))).status).toBe(200)
    const [, morph = ''] = /data-live-morph="([^"]+)"/.exec(page.html) ?? []
    expect((await fetch(new URL(morph, page.url))).status).toBe(200)
    await using line = await browser.connect(site.url)
    line.join(page.token)
    expect((await line.next('joined')).roots).toEqual([[0, 'shape', 1]])
  })

  test('mounts its page again when the process that rendered it has gone', async () => {
    await using one = await startUnder('/shop')
    await using other = await startUnder('/shop')
    const browser = new Browser()
    const page = await browser.load(`${one.url}/shop/counter`)
    await using line = await browser.connect(other.url)
    line.join(page.token)
    expect((await line.next('joined')).roots).toEqual([[0, 'shape', 1]])
  })

  test('answers at the path itself', async () => {
    await using site = await startUnder('/shop')
    expect((await new Browser().load(`${site.url}/shop`)).html).toContain('front page')
  })
})

describe('cookies of a response', () => {
  test('of Express are all kept when its page becomes live', async () => {
    await using site = await startUnder('/shop')
    const response = await fetch(`${site.url}/island`)
    expect(response.headers.getSetCookie().map((each) => each.split('=')[0])).toEqual([
      'session',
      'theme',
      'live_visitor',
    ])
  })

  test('that middleware has set are kept beside that of the visitor', async () => {
    await using site = await startUnder('/shop')
    const response = await fetch(`${site.url}/shop/counter`)
    expect(response.headers.getSetCookie().map((each) => each.split('=')[0])).toEqual([
      'middleware',
      'live_visitor',
    ])
  })

  test('of a web response are all kept', () => {
    const live = createApp({ logger: createLog() }).page(new Request('https://example.com/'))
    const headers = new Headers([['set-cookie', 'session=1']])
    live.setHeaders(headers)
    expect(headers.getSetCookie()).toHaveLength(2)
    expect(headers.get('cache-control')).toContain('no-cache')
  })
})

describe('text of a browser in the log', () => {
  test('has its control characters written out', async () => {
    await using site = await startShowingUrl()
    await using line = await new Browser().visit(site.url)
    const hostile = 'one\u001b[2Jtwo\nthree\u009b1m\u202efour\u0000'
    line.send({ kind: 'problem', code: 'missing-target', detail: hostile })
    line.send({ kind: 'mismatch', seen: 0, reason: hostile })
    line.event(`no ${hostile}`)
    await line.effects()
    const lines = site.log.lines.filter((each) => each.includes('two'))
    expect(lines).toHaveLength(3)
    for (const each of lines) {
      expect(each).toContain('one\\u001b[2Jtwo\\u000athree\\u009b1m\\u202efour\\u0000')
    }
  })
})

interface Site extends AsyncDisposable {
  readonly url: string
}

async function startShowingUrl(): Promise<Served & { readonly log: Log }> {
  class Url extends LiveView {
    render() {
      return html`<h1>${this.live.context.url.href}</h1>`
    }
  }
  const log = createLog()
  const app = createApp({ logger: log, development: false, secret: 's'.repeat(32) }).live('/*', Url)
  return { ...(await serve(app, { port: 0, signals: false })), log }
}

/** An application below a path, on a server that sets cookies of its own. */
async function startUnder(path: string): Promise<Site> {
  const app = createApp({ logger: createLog(), secret: 'the secret of every process' })
  app.live('/counter', Counter)
  app.page('/', () => html`<p>front page</p>`)
  const site = express()
  site.get('/island', async (request, response) => {
    response.appendHeader('set-cookie', 'session=1')
    response.appendHeader('set-cookie', 'theme=dark')
    const live = app.page(request)
    const counter = await live.island(CounterIsland, { start: 5 })
    live.setHeaders(response)
    response.send(`<head>${live.head}</head><body>${counter}</body>`)
  })
  site.use((_request, response, next) => {
    response.appendHeader('set-cookie', 'middleware=1')
    next()
  })
  site.use(path, nodeHandler(app))
  const server = createServer(site)
  const attachment = attach(server, app)
  server.listen(0)
  await once(server, 'listening')
  // It listens on a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    async [Symbol.asyncDispose]() {
      await attachment.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** The answer to a request line that `fetch` would not send. */
async function get(url: string, target: string, headers: Record<string, string> = {}): Promise<string> {
  const { hostname, port } = new URL(url)
  const request = httpRequest({ hostname, port, path: target, headers }).end()
  const [response] = await once(request, 'response')
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return body
}
