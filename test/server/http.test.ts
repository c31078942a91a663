import { createApp, html, LiveView } from 'overwire'
import type { App, AppOptions } from 'overwire'
import { serve } from 'overwire/node'
import type { Served } from 'overwire/node'
import { describe, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { createLog, type Log } from './log.ts'
import { Article, Counter, CounterIsland } from './views.ts'

describe('the first response', () => {
  test('is complete HTML that reads without JavaScript', async () => {
    await using site = await start()
    const browser = new Browser()
    browser.cookie = 'name=Ada'
    const page = await browser.load(`${site.url}/articles/2`)
    expect(page.status).toBe(200)
    expect(page.html).toMatch(/^<!doctype html><html lang="en"><head>/)
    expect(page.html).toContain('<title>Article 2 &amp; more</title>')
    expect(page.html.replaceAll(/<!--.*?-->/g, '')).toContain('<p>/articles/2 of Ada</p>')
    expect(page.html).toMatch(/<div data-live-root="0" data-live-key="\w+">.*<\/div>/s)
  })

  test('is for one visitor and one time', async () => {
    await using site = await start()
    const browser = new Browser()
    const [first, second] = [await browser.load(site.url), await browser.load(site.url)]
    expect(first.headers.get('cache-control')).toBe('private, no-cache, no-transform')
    expect(first.token).not.toBe(second.token)
    expect(first.headers.get('set-cookie')).toMatch(
      /^live_visitor=[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(second.headers.get('set-cookie')).toBeNull()
    expect(`${first.url} ${first.html.replace(first.token, '')}`).not.toContain(first.token)
  })

  test('has no inline script, and the nonce of the application on its own', async () => {
    await using site = await start({ context: () => ({ nonce: 'a"b' }) })
    const { html: page } = await new Browser().load(site.url)
    const scripts = page.match(/<script[^>]*>[^<]*<\/script>/g) ?? []
    expect(scripts.map((script) => /\w+(?=\.\w+\.js)/.exec(script)?.[0])).toEqual(['development', 'client'])
    for (const script of scripts)
      expect(script).toMatch(/^<script defer src="\/_live\/[^>]* nonce="a&quot;b"><\/script>$/)
    expect(page).not.toMatch(/<style| style=| on\w+=/)
  })

  test.each([
    ['a list', html`<ul>${[html`<li>a</li>`]}</ul>`, ['rows']],
    ['a bound field', html`<input .value=${'a'} />`, ['development-edits']],
    ['text', html`<p>${'a'}</p>`, []],
  ])('announces the modules that a page with %s needs', async (_, content, needs) => {
    class Page extends LiveView {
      render() {
        return content
      }
    }
    const { handler } = createApp({ logger: createLog() }).live('/', Page)
    const response = await handler.fetch(new Request('http://localhost/'))
    const links =
      (await response?.text())?.matchAll(/<link rel="modulepreload" href="\/_live\/([a-z-]+)/g) ?? []
    // Pages of routes have that of navigation.
    expect([...links].map(([, name]) => name)).toEqual(['navigation', ...needs])
    void handler.drain(0)
  })

  test('follows redirect() and notFound()', async () => {
    await using site = await start()
    const moved = await new Browser().load(`${site.url}/articles/old`)
    expect([moved.status, moved.headers.get('location')]).toEqual([303, '/articles/2?from=old'])
    const missing = await new Browser().load(`${site.url}/articles/none`)
    expect([missing.status, missing.token]).toEqual([404, ''])
    expect(missing.html).toContain('<h1>Not found</h1>')
  })

  test('refuses a redirect that only looks like a path', async () => {
    await using site = await start()
    expect((await new Browser().load(`${site.url}/articles/evil`)).status).toBe(500)
    expect(site.log.lines.join()).toContain("redirect('//evil.example') was refused")
  })

  test('shows nothing of an error in production', async () => {
    await using site = await start({ development: false, secret: 'x'.repeat(32) })
    const page = await new Browser().load(`${site.url}/articles/broken`)
    expect(page.status).toBe(500)
    expect(page.html).not.toMatch(/secret|Error|views\.ts|node_modules/)
    expect(site.log.lines).toContain('error: An error in the page of "/articles/:id": secret db password xyz')
  })

  test('shows the error and its stack to the author', async () => {
    await using site = await start({ development: true })
    const page = await new Browser().load(`${site.url}/articles/broken`)
    expect(page.status).toBe(500)
    expect(page.html).toContain('secret db password xyz')
    expect(page.html).toContain('views.ts')
  })

  test('of a HEAD has the headers alone, and others than a POST are refused', async () => {
    await using site = await start()
    const head = await fetch(site.url, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100)
    const put = await fetch(site.url, { method: 'PUT', body: 'a=b' })
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
  })

  test('shows the page again where a form was submitted before the script ran', async () => {
    await using site = await start()
    const post = (path: string): Promise<Response> =>
      fetch(site.url + path, { method: 'POST', body: 'password=x', redirect: 'manual' })
    const shown = await post('/articles/2?page=3')
    expect([shown.status, shown.headers.get('location')]).toEqual([303, '/articles/2?page=3'])
    expect((await post('//evil.example/')).headers.get('location') ?? '/').not.toMatch(/^\/\//)
  })

  test('is compressed when the browser takes it', async () => {
    const long = html`<p>${'long text '.repeat(500)}</p>`
    await using site = await start({}, (app) => app.page('/long', () => long))
    const response = await fetch(`${site.url}/long`, { headers: { 'accept-encoding': 'br' } })
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(response.headers.get('vary')).toBe('accept-encoding')
    expect(Number(response.headers.get('content-length'))).toBeLessThan(2000)
    expect(await response.text()).toContain('long text')
  })
})

describe('a document of actions', () => {
  test('has the title and the language of its route, or its own', async () => {
    await using site = await start({}, (app) => {
      app.page('/plain', () => html`<p>plain</p>`, { title: 'Plain', lang: 'de' })
      app.page('/own', async ({ url }) => ({
        title: `At ${url.pathname}`,
        lang: 'fr',
        body: html`<p>own</p>`,
      }))
    })
    const plain = await new Browser().load(`${site.url}/plain`)
    expect(plain.html).toMatch(/<html lang="de">.*<title>Plain<\/title>.*<body>\s*<p>plain<\/p>/s)
    expect(plain.token).not.toBe('')
    const own = await new Browser().load(`${site.url}/own`)
    expect(own.html).toMatch(/<html lang="fr">.*<title>At \/own<\/title>/s)
  })

  test('may have islands', async () => {
    await using site = await start({}, (app) => {
      app.page('/islands', async (_context, live) => {
        const one = await live.island(CounterIsland, { start: 1 })
        return html`<main>${one} and ${await live.island(CounterIsland, { start: 2 })}</main>`
      })
    })
    const browser = new Browser()
    const page = await browser.load(`${site.url}/islands`)
    expect(page.html).toMatch(/<div data-live-root="0" data-live-key="\w+"><output>1<\/output>/)
    expect(page.html).toMatch(/<div data-live-root="1" data-live-key="\w+"><output>2<\/output>/)
    await using line = await browser.connect(page.url)
    line.join(page.token)
    expect((await line.next('joined')).roots).toHaveLength(2)
    line.event([1, 1])
    expect((await line.next('frame')).difference).toEqual([1, [0, 0, 3]])
  })

  test('is written into the document of the application', async () => {
    await using site = await start({
      document: ({ head, title, lang, body }) =>
        html`<!doctype html><html lang=${lang}><head><title>${title} of ours</title>${head}</head><body class="ours">${body}</body></html>`,
    })
    const page = await new Browser().load(`${site.url}/articles/2`)
    expect(page.html).toContain('<title>Article 2 &amp; more of ours</title>')
    expect(page.html).toMatch(/<body class="ours"><div data-live-root="0" data-live-key="\w+">/)
  })
})

describe('the scripts of the framework', () => {
  test('are named by their content and cached for good', async () => {
    await using site = await start()
    const { html: page } = await new Browser().load(site.url)
    const [, path = ''] = /src="(\/_live\/client\.\w+\.js)"/.exec(page) ?? []
    const response = await fetch(site.url + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const again = await fetch(site.url + path, { headers: { 'accept-encoding': 'gzip' } })
    expect(await again.text()).toBe(await response.text())
  })

  test('of another build are not found, and that is not cached', async () => {
    await using site = await start()
    const response = await fetch(`${site.url}/_live/client.0123456789abcdef0.js`)
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store'])
  })

  test('a module of recovery of another build is a script that loads the page again, and is not cached', async () => {
    await using site = await start()
    const response = await fetch(`${site.url}/_live/recovery.0123456789abcdef.js`)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await response.text()).toContain('location.reload()')
    const other = await fetch(`${site.url}/_live/recovery.0123456789abcdef.css`)
    expect(other.status).toBe(404)
  })
})

describe('the application without a server', () => {
  test('answers web requests, and null for what is not its own', async () => {
    const app = createApp({ logger: createLog() })
    app.live('/', Counter)
    const response = await app.handler.fetch(new Request('https://example.com/'))
    expect(response?.status).toBe(200)
    expect(response?.headers.get('set-cookie')).toContain('; Secure')
    expect(await app.handler.fetch(new Request('https://example.com/none'))).toBeNull()
    void app.handler.drain(0)
  })

  test.each([
    ['frameBytes', 2_000, 'it cannot be less than 65536'],
    ['heartbeat', 0, 'it must be 1 or more'],
    ['heartbeat', Number.NaN, 'it is not a number'],
    ['eventsPerSecond', -1, 'it must be 1 or more'],
    ['handlerTime', 2 ** 31, 'it is longer than a timer can run'],
    ['handlerTime', Infinity, 'it is longer than a timer can run'],
    ['grace', -1, 'it must be 0 or more'],
    ['circuit', 5, 'there is no such limit'],
    ['toString', 5, 'there is no such limit'],
  ])('refuses a limit that cannot be kept: %s %d', (name, given, reason) => {
    expect(() => createApp({ logger: createLog(), limits: { [name]: given } })).toThrow(
      `createApp({ limits: { ${name}: ${given} } }) was refused: ${reason}`,
    )
  })

  test.each([
    ['grace', 0],
    ['circuits', Infinity],
    ['tokenAge', Infinity],
    ['tokenAge', 2 ** 31],
  ])('takes %s %d', (name, given) => {
    expect(() => createApp({ logger: createLog(), limits: { [name]: given } })).not.toThrow()
  })

  test('warns in production when it has no secret, or one that can be guessed', () => {
    const [log, other] = [createLog(), createLog()]
    createApp({ logger: log, development: false })
    expect(log.lines.join()).toContain('createApp() was given no "secret"')
    createApp({ logger: other, development: false, secret: 'hunter2' })
    expect(other.lines.join()).toContain('shorter than 32 characters')
  })
})

interface Site extends Served {
  readonly log: Log
}

async function start(options: AppOptions = {}, add: (app: App) => void = () => {}): Promise<Site> {
  const log = createLog()
  const app = createApp({ logger: log, development: true, ...options })
  app.live('/', Counter)
  app.live('/articles/:id', Article)
  add(app)
  return { ...(await serve(app, { port: 0, signals: false })), log }
}
