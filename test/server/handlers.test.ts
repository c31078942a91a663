import { gzipSync } from 'node:zlib'
import {
  createApp,
  failed,
  html,
  LiveView,
  notFound,
  redirect,
  type App,
  type AppOptions,
  type RequestHandler,
} from 'overwire'
import { describe, expect, test } from 'vitest'
import { createLog } from './log.ts'
import { startSite } from './site.ts'
import { StreamedPage } from './streamed-page.ts'

class Plain extends LiveView {
  render() {
    return html`<p>plain</p>`
  }
}

describe('a handler of plain requests', () => {
  test('gets the request and its context, and gives the response', async () => {
    await using site = await startSite((app) =>
      app.handle('post', '/hooks/:name', async (request, { params, cookies, url }) =>
        Response.json(
          {
            name: params['name'],
            cookie: cookies['a'],
            page: url.searchParams.get('page'),
            body: await request.text(),
          },
          { status: 201, headers: { 'x-own': 'yes' } },
        ),
      ),
    )
    const response = await fetch(`${site.url}/hooks/paid?page=2`, {
      method: 'POST',
      headers: { cookie: 'a=b', origin: 'https://other.example' },
      body: 'order 7',
    })
    expect([response.status, response.headers.get('x-own')]).toEqual([201, 'yes'])
    expect(await response.json()).toEqual({ name: 'paid', cookie: 'b', page: '2', body: 'order 7' })
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  test('can stream: server-sent events are written as they come, until their reader goes away', async () => {
    let send: ReadableStreamDefaultController<Uint8Array> | undefined
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (send = controller),
      cancel: () => void (isCancelled = true),
    })
    await using site = await startSite((app) =>
      app.handle(
        'GET',
        '/events',
        () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
      ),
    )
    send?.enqueue(new TextEncoder().encode('data: one\n\n'))
    await using page = await StreamedPage.open(`${site.url}/events`)
    await page.until('data: one')
    send?.enqueue(new TextEncoder().encode('data: two\n\n'))
    await page.until('data: two')
    page.response.destroy()
    await expect.poll(() => isCancelled).toBe(true)
  })

  test('may say how long a streamed body is, or have it encoded, and it arrives whole', async () => {
    const text = 'a line of the log\n'.repeat(300)
    const streamed = { 'content-type': 'text/plain', 'x-accel-buffering': 'no' }
    const plain = { ...streamed, 'content-length': String(text.length) }
    const encoded = { ...streamed, 'content-encoding': 'gzip' }
    await using site = await startSite((app) =>
      app
        .handle('GET', '/plain', () => new Response(text, { headers: plain }))
        .handle('GET', '/encoded', () => new Response(gzipSync(text), { headers: encoded })),
    )
    for (const path of ['/plain', '/encoded', '/plain'])
      expect(await (await fetch(site.url + path)).text()).toBe(text)
  })

  test('may leave a long body unread, and read another in pieces', async () => {
    const read = async (request: Request): Promise<Response> => {
      let bytes = 0
      for await (const chunk of request.body ?? []) bytes += chunk.length
      return new Response(String(bytes))
    }
    await using site = await startSite((app) =>
      app.handle('POST', '/unread', () => new Response('no, thanks')).handle('PUT', '/read', read),
    )
    const body = 'x'.repeat(2_000_000)
    expect(await (await fetch(`${site.url}/unread`, { method: 'POST', body })).text()).toBe('no, thanks')
    expect(await (await fetch(`${site.url}/read`, { method: 'PUT', body })).text()).toBe('2000000')
  })

  test('stands beside a view at the same path, and answers its own method alone', async () => {
    await using site = await startSite((app) => {
      app.live('/orders', Plain)
      app.handle('POST', '/orders', () => new Response('taken'))
      app.handle('DELETE', '/orders', () => new Response(null, { status: 204 }))
    })
    expect(await (await fetch(`${site.url}/orders`)).text()).toContain('plain')
    expect(await (await fetch(`${site.url}/orders`, { method: 'POST' })).text()).toBe('taken')
    expect((await fetch(`${site.url}/orders`, { method: 'DELETE' })).status).toBe(204)
  })

  test('answers HEAD where it answers GET', async () => {
    await using site = await startSite((app) => app.handle('GET', '/report.csv', () => new Response('a,b')))
    expect(await (await fetch(`${site.url}/report.csv`)).text()).toBe('a,b')
    const head = await fetch(`${site.url}/report.csv`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  test('leaves other methods and other paths unanswered', async () => {
    await using site = await startSite((app) => {
      app.handle('POST', '/a', () => new Response('post'))
      app.handle('GET', '/b', () => new Response('get'))
    })
    const get = await fetch(`${site.url}/a`)
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
    const post = await fetch(`${site.url}/b`, { method: 'POST' })
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect((await fetch(`${site.url}/c`)).status).toBe(404)
  })

  test('is refused where another one answers the same requests', () => {
    const app = createApp({ logger: createLog() })
    app.handle('POST', '/a/:id', () => new Response())
    app.live('/b', Plain)
    expect(() => app.handle('POST', '/a/:other', () => new Response())).toThrow(
      '"/a/:id" fits the same paths',
    )
    expect(() => app.handle('GET', '/b', () => new Response())).toThrow('would never be reached')
  })

  test('of an application without a server leaves null for what is not its own', async () => {
    const app = createApp({ logger: createLog() }).handle('POST', '/a', () => new Response('post'))
    expect(await app.handler.fetch(new Request('http://localhost/b', { method: 'POST' }))).toBeNull()
  })
})

describe('what a handler throws', () => {
  test.each([
    ['redirect()', () => redirect('/login'), [303, '/login'], []],
    ['notFound()', async () => notFound(), [404, null], []],
    ['failed()', () => failed(), [500, null], []],
    ['an error', () => fail(), [500, null], ["error: An error in app.handle('GET', '/'): it fails"]],
    ['a rejection', async () => fail(), [500, null], ["error: An error in app.handle('GET', '/'): it fails"]],
  ] as const)('as %s is answered', async (_, handler: RequestHandler, expected, lines) => {
    await using site = await startSite((app) => app.handle('GET', '/', handler))
    const response = await fetch(site.url, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual(expected)
    expect(await response.text()).not.toContain('it fails')
    expect(site.log.lines).toEqual(lines)
  })

  test('is not waited for without end, and no response at all is an error', async () => {
    const handling = async (handler: () => unknown, options: AppOptions = {}): Promise<string> => {
      // Code without types may return anything.
      const add = (app: App): unknown => app.handle('GET', '/', handler as RequestHandler)
      await using site = await startSite(add, options)
      expect((await fetch(site.url)).status).toBe(500)
      return site.log.lines.join()
    }
    expect(await handling(() => new Promise(() => {}), { limits: { handlerTime: 50 } })).toContain(
      `The handler of app.handle('GET', '/') had not settled after 50 ms`,
    )
    expect(await handling(() => 'text')).toContain(
      `The handler of app.handle('GET', '/') returned no Response`,
    )
    expect(await handling(() => undefined)).toContain('returned no Response')
  })
})

function fail(): never {
  throw new Error('it fails')
}
