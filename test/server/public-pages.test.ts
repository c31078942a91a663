import { createApp, gate, html, LiveView, notFound, redirect, route, type App } from 'overwire'
import { visit } from 'overwire/testing'
import { describe, expect, test, vi } from 'vitest'
import { session } from './session-views.ts'

const home = route('/', { cache: { sharedMaxAge: 600, staleWhileRevalidate: 60 } })
const page = route('/pages/:id', { cache: {} })
const members = route('/members', {
  cache: { maxAge: 60 },
  gate: gate(({ login }) => (login === '' ? redirect('/') : { member: login })),
})

class Home extends LiveView<typeof home> {
  count = 0
  draft = ''
  render() {
    const { login, cookies, locale, ip } = this.live.context
    return html`<h1>${login || 'nobody'}</h1>
      <p>${cookies['color']} ${locale} ${ip}</p>
      <output>${this.count}</output>
      <button @click=${() => this.count++}>Add</button>
      <button @click=${() => this.live.setSession({ user: { name: 'Ada' } })}>Ada</button>
      <input aria-label="Draft" .value=${this.draft} @input=${(event) => (this.draft = event.value)} />`
  }
}

class Numbered extends LiveView<typeof page> {
  override mount() {
    if (this.params.id === 'none') notFound()
    if (this.params.id === 'broken') throw new Error('broken')
  }
  render() {
    return html`<h1>${this.params.id}</h1>`
  }
}

class Members extends LiveView<typeof members> {
  render() {
    return html`<h1>${this.live.context.member}</h1>`
  }
}

class NoPage extends LiveView {
  render() {
    return html`<h1>No page</h1>`
  }
}

function site(): App {
  const logger = { info() {}, warn() {}, error() {} }
  const app = createApp({ session, secret: 's'.repeat(32), logger })
  app.live(home, Home).live(members, Members)
  return app.group({ notFound: NoPage, failed: NoPage }, (group) => group.live(page, Numbered))
}

async function get(app: App, path: string, headers: Record<string, string> = {}): Promise<Response> {
  const response = await app.handler.fetch(new Request(`http://localhost${path}`, { headers }), {
    ip: '1.2.3.4',
  })
  if (!response) throw new Error(`nothing at ${path}`)
  return response
}

describe('a public page', () => {
  test('is the same for everybody, and caches may keep it', async () => {
    const app = site()
    const first = await get(app, '/', { cookie: 'color=red', 'accept-language': 'fr', host: 'localhost' })
    const html = await first.text()
    expect(html.replaceAll('<!---->', '')).toMatch(/<h1>nobody<\/h1>\s*<p> en <\/p>/)
    expect(html).toContain('data-live-token="-"')
    expect(first.headers.getSetCookie()).toEqual([])
    expect(first.headers.get('cache-control')).toBe(
      'public, max-age=0, s-maxage=600, stale-while-revalidate=60',
    )
    const second = await get(app, '/', { cookie: 'color=blue', host: 'localhost' })
    expect(await second.text()).toBe(html)
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
  })

  test('is not sent again to who has it', async () => {
    const app = site()
    const etag = (await get(app, '/')).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{11}"$/)
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const response = await get(app, '/', { 'if-none-match': known })
      expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', etag])
    }
    expect((await get(app, '/', { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('that leads elsewhere, or to an error page, is kept by no cache', async () => {
    const app = site()
    expect((await get(app, '/pages/1')).headers.get('cache-control')).toBe('public, max-age=0')
    for (const [path, status] of [
      ['/pages/none', 404],
      ['/pages/broken', 500],
      ['/members', 303],
    ] as const) {
      const response = await get(app, path)
      expect([path, response.status]).toEqual([path, status])
      expect(response.headers.get('cache-control')).toMatch(/private|no-store/)
    }
  })

  test('gives its token to who asks for that, whatever the address of the page is', async () => {
    const app = site()
    const asked = await get(app, `/_live/page?${encodeURIComponent('/pages/1?a=b&c')}`, {
      'live-renewal': '',
    })
    expect(asked.headers.get('cache-control')).toBe('private, no-cache, no-transform')
    expect(await asked.text()).toMatch(/data-live-token="[\w-]{50,}".*<h1>1<\/h1>/s)
    expect((await get(app, '/_live/page?%2F')).status).toBe(404)
    for (const wrong of ['', '%E0%A4%A', 'https://evil.example/', '//evil.example/', 'pages/1']) {
      const headers = { 'live-renewal': '' }
      const request = new Request(`http://localhost/_live/page?${wrong}`, { headers })
      expect((await app.handler.fetch(request))?.status ?? 404, wrong).toBe(404)
    }
  })

  test('is all that is asked for in the name of its token: rules of a server around for other paths hold', async () => {
    const app = site()
    app.handle('GET', '/internal', () => new Response('a secret'))
    app.page('/internal/document', () => html`<p>a secret</p>`)
    for (const path of ['/internal', '/internal/document']) {
      const headers = { 'live-renewal': '' }
      const request = new Request(`http://localhost/_live/page?${encodeURIComponent(path)}`, { headers })
      expect(await app.handler.fetch(request)).toBe(null)
    }
  })

  test('becomes live, and shows whose it is', async () => {
    const app = site()
    const connect = vi.spyOn(app.handler, 'connect')
    await using user = await visit(app, '/')
    expect(user.source).toContain('data-live-token="-"')
    await user.click('Add')
    await user.click('Ada')
    expect([user.text('h1'), user.text('output')]).toEqual(['Ada', '1'])
    await user.goto('/')
    expect(user.source).toContain('<h1>nobody</h1>')
    expect(user.text('h1')).toBe('Ada')
    await user.click('Add')
    expect(user.text('output')).toBe('1')
    // Nobody has asked with the token of everybody: each page has needed one socket, and the session another one.
    expect([user.errors, connect.mock.calls.length]).toEqual([[], 3])
  })
})

describe('a public page of an application with languages', () => {
  const inUrl = route('/:locale/pages', { cache: {} })
  class Here extends LiveView {
    render() {
      return html`<p>${this.live.context.locale} ${this.live.context.cookies['color']}</p>`
    }
  }
  class There extends LiveView<typeof inUrl> {
    render() {
      return html`<p>${this.live.context.locale}</p>`
    }
  }
  const app = createApp({
    locales: { supported: ['en', 'de', 'fr'], param: 'locale' },
    secret: 's'.repeat(32),
  })
  app.live(route('/', { cache: {} }), Here).live(inUrl, There)

  test.each([
    ['the browser', '/', { 'accept-language': 'de' }, ['accept-language, cookie', 'de']],
    [
      'a cookie',
      '/',
      { 'accept-language': 'de', cookie: 'color=red; locale=fr' },
      ['accept-language, cookie', 'fr'],
    ],
    ['nobody', '/', { cookie: 'color=red; locale=xx' }, ['accept-language, cookie', 'en']],
    ['the URL', '/fr/pages', { 'accept-language': 'de', cookie: 'locale=de' }, [null, 'fr']],
  ])('is in that of %s, and says to caches what it depends on', async (_, path, headers, [vary, locale]) => {
    const response = await get(app, path, headers)
    expect((await response.text()).replaceAll('<!---->', '')).toMatch(new RegExp(`<p>${locale} ?</p>`))
    const etag = response.headers.get('etag') ?? ''
    const known = await get(app, path, { ...headers, 'if-none-match': etag })
    expect([response.headers.get('vary'), known.status, known.headers.get('vary')]).toEqual([vary, 304, vary])
  })
})
