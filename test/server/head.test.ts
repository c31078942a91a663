import { Component, createApp, html, LiveView, type App } from 'overwire'
import { expect, test } from 'vitest'

class Island extends Component {
  render() {
    this.live.head = { meta: { robots: 'noindex' }, bodyClass: 'island' }
    return html`<p>island</p>`
  }
}

class View extends LiveView {
  render() {
    this.live.head = {
      links: [{ rel: 'stylesheet', href: '/view.css' }],
      htmlClass: 'dark',
      lang: 'ar',
      dir: 'rtl',
    }
    return html`<p>view</p>`
  }
}

async function load(app: App, path: string): Promise<string> {
  const response = await app.handler.fetch(new Request(`http://localhost${path}`))
  return (await response?.text()) ?? ''
}

test('a document of actions says what it is, and islands in it add to that', async () => {
  const app = createApp()
  const head = { description: 'About us', canonical: '/about' }
  app.page('/about', async (_, live) => html`${await live.island(Island)}`, { title: 'About', head })
  const text = await load(app, '/about')
  expect(text).toContain('<title>About</title>')
  expect(text).toMatch(
    /<meta name="description" content="About us" .*<meta name="robots" .*<link rel="canonical" .*<script defer/s,
  )
  expect(text).toContain('<body class="island">')
})

test('a view says the language, the direction and the classes of its document', async () => {
  const text = await load(createApp().live('/', View), '/')
  expect(text).toContain('<html lang="ar" dir="rtl" class="dark">')
  expect(text).toContain('data-live-html="dark"')
})

test('links of views have the nonce of the policy', async () => {
  const app = createApp({ context: () => ({ nonce: 'a"b' }) }).live('/', View)
  expect(await load(app, '/')).toContain('<link nonce="a&quot;b" rel="stylesheet" href="/view.css"')
})

test('what islands say is in the head of a page of another server', async () => {
  const live = createApp().page(new Request('http://localhost/'))
  await live.island(Island)
  expect(live.head).toMatch(/^<meta name="robots" content="noindex" data-live-tag="robots">/)
})

test('a document of before is served as before', async () => {
  const app = createApp({
    document: ({ head, title, lang, body }) =>
      html`<!doctype html><html lang=${lang}><head><title>${title}</title>${head}</head><body>${body}</body></html>`,
  })
  expect(await load(app.live('/', View), '/')).toMatch(
    /^<!doctype html><html lang="ar"><head><title><\/title><link rel/,
  )
})
