/** Messages that a response leaves to the next page: without a script, and over redirects. */
import { createApp, gate, html, LiveView, redirect, route } from 'overwire'
import { serve, type Served } from 'overwire/node'
import { describe, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { createLog } from './log.ts'

class Form extends LiveView {
  render() {
    return html`<form method="post" action="/save"><button>Save</button></form>`
  }
}

class Members extends LiveView {
  override mount() {
    this.live.flash('Please log in first.', 'error')
    redirect('/login')
  }
  render() {
    return html``
  }
}

const guarded = route('/guarded', {
  gate: gate((_, { flash }) => {
    flash('Not for you.')
    redirect('/login')
  }),
})

async function site(): Promise<Served> {
  const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
  app.live('/', Form).live('/members', Members).live('/login', Form).live(guarded, Form)
  app.live(route('/public', { cache: { sharedMaxAge: 600 } }), Form)
  app.page('/document', () => html`<h1>Document</h1>`)
  app.handle('POST', '/save', async (request, context) => {
    context.flash(`Saved ${await request.text()}`, 'good')
    redirect('/')
  })
  app.handle('POST', '/answer', (_, context) => {
    context.flash('Answered')
    return new Response(null, { status: 204 })
  })
  app.handle('GET', '/moved', (_, context) => {
    context.flash('Moved')
    return new Response(null, { status: 301, headers: { location: '/' } })
  })
  return serve(app, { port: 0, signals: false })
}

/** The messages in the HTML of a page. */
async function shown(browser: Browser, url: string, headers: Record<string, string> = {}): Promise<string[]> {
  const text = (await (await browser.fetch(url, { headers })).text()).replaceAll('<!---->', '')
  const [, region = ''] = /<div data-live-flash="sent" role="status">(.*?)<\/div>/s.exec(text) ?? []
  return region.match(/<p .*?<\/p>/gs) ?? []
}

describe('a message before a redirect', () => {
  test('of a form that was sent without a script is shown by the next page, once', async () => {
    await using served = await site()
    const browser = new Browser()
    const response = await browser.post(`${served.url}/save`, '<b>')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
    expect(response.headers.getSetCookie().join()).toMatch(
      /^live_flash=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=60$/,
    )
    expect(await shown(browser, served.url)).toEqual(['<p data-kind="good">Saved &lt;b&gt;</p>'])
    expect(await shown(browser, served.url)).toEqual([])
  })

  test('of a mount is shown by the page that it leads to', async () => {
    await using served = await site()
    const browser = new Browser()
    expect((await browser.fetch(`${served.url}/members`)).status).toBe(303)
    expect(await shown(browser, `${served.url}/login`)).toEqual([
      '<p data-kind="error">Please log in first.</p>',
    ])
  })

  test('of a gate too', async () => {
    await using served = await site()
    const browser = new Browser()
    expect((await browser.fetch(`${served.url}/guarded`)).status).toBe(303)
    expect(await shown(browser, `${served.url}/login`)).toEqual(['<p data-kind="info">Not for you.</p>'])
    await using line = await browser.visit(served.url)
    line.event('/guarded', { data: { how: 'push' } }, 'navigate')
    expect(await line.effects()).toEqual([
      ['page', 1, '/login', 'push', 1, expect.any(String)],
      ['event', 1],
      ['flash', 'Not for you.', 'info'],
      1,
    ])
  })

  test('is kept over other requests until a page is seen, behind those before it', async () => {
    await using served = await site()
    const browser = new Browser()
    await browser.post(`${served.url}/save`, 'one')
    await browser.post(`${served.url}/answer`, '')
    await browser.fetch(`${served.url}/members`)
    await browser.fetch(`${served.url}/nowhere`)
    for (const unseen of [{ 'live-renewal': '' }, { 'sec-purpose': 'prefetch;prerender' }])
      expect(await shown(browser, served.url, unseen)).toEqual([])
    expect(await shown(browser, `${served.url}/document`)).toEqual([
      '<p data-kind="good">Saved one</p>',
      '<p data-kind="info">Answered</p>',
      '<p data-kind="error">Please log in first.</p>',
    ])
  })

  test('is the newest of those that a cookie has room for', async () => {
    await using served = await site()
    const browser = new Browser()
    await browser.post(`${served.url}/save`, 'x'.repeat(2_000))
    await browser.post(`${served.url}/save`, 'y'.repeat(2_000))
    const messages = await shown(browser, served.url)
    expect([messages.length, messages[0]?.includes('yyy')]).toEqual([1, true])
  })

  test('that is longer than a cookie is cut, and does not take the others with it unsaid', async () => {
    await using served = await site()
    const browser = new Browser()
    await browser.post(`${served.url}/save`, 'ä'.repeat(3_000))
    expect(await shown(browser, served.url)).toEqual([`<p data-kind="good">Saved ${'ä'.repeat(294)}…</p>`])
  })

  test('is left by no request of which nobody may ever see the answer', async () => {
    await using served = await site()
    const browser = new Browser()
    await browser.fetch(`${served.url}/guarded`, { headers: { 'sec-purpose': 'prefetch' } })
    expect(await shown(browser, `${served.url}/login`)).toEqual([])
  })

  test('is kept by no cache: not the response that brings it, and not the page that shows it', async () => {
    await using served = await site()
    const browser = new Browser()
    const answer = await browser.fetch(`${served.url}/moved`)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([301, 'no-store'])
    const kept = async (): Promise<boolean> =>
      !(await browser.fetch(served.url)).headers.get('cache-control')?.includes('no-store')
    expect([await kept(), await kept()]).toEqual([false, true])
  })

  test('is shown by a page that caches keep once that is live, and is in no HTML of it', async () => {
    await using served = await site()
    const browser = new Browser()
    await browser.post(`${served.url}/save`, 'it')
    const page = await browser.fetch(`${served.url}/public`)
    expect([page.headers.get('cache-control'), page.headers.getSetCookie()]).toEqual([
      'public, max-age=0, s-maxage=600',
      [],
    ])
    expect(await page.text()).not.toContain('Saved')
    // As the script of that page asks for its token.
    const asked = await browser.fetch(`${served.url}/_live/page?%2Fpublic`, {
      headers: { 'live-renewal': '' },
    })
    const html = await asked.text()
    expect([html.includes('Saved'), browser.cookie.includes('live_flash')]).toEqual([false, false])
    await using line = await browser.connect(served.url)
    line.join(/data-live-token="([^"]*)"/.exec(html)?.[1] ?? '')
    await line.next('joined')
    expect((await line.next('frame')).effects).toEqual([['flash', 'Saved it', 'good']])
    expect(await shown(browser, served.url)).toEqual([])
  })

  test('is what the application has said: what others put into its cookie is nothing', async () => {
    await using served = await site()
    const browser = new Browser()
    browser.cookie = 'live_flash=AAAA'
    expect(await shown(browser, served.url)).toEqual([])
  })
})
