import { Component, html, LiveView, type App, type LayoutProps, type ViewClass } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, settled, WireBrowser } from './wire-browser.ts'
import { KEY } from './site.ts'

class Shell extends Component<LayoutProps> {
  override mount() {
    this.live.head = { title: 'Shop', titleTemplate: '%s – Shop', description: 'A shop', bodyClass: 'shop' }
  }
  render() {
    const { live } = this
    return html`<nav>
        <a href="/chairs" aria-current=${live.ariaCurrent('/chairs')}>${live.locale}</a>
        <a href="/tables" aria-current=${live.ariaCurrent('/tables')}>Tables</a>
      </nav>
      ${this.props.content}`
  }
}

class Home extends LiveView {
  render() {
    return html`<h1>Home</h1>`
  }
}

class Chairs extends LiveView {
  override mount() {
    this.live.title = 'Chairs'
  }
  render() {
    return html`<h1>Chairs</h1>`
  }
}

class Tables extends LiveView {
  override mount() {
    this.live.head = { title: 'Tables', description: 'All tables', canonical: '/tables', bodyClass: 'tables' }
  }
  render() {
    return html`<h1>Tables</h1>`
  }
}

function shop(more: Readonly<Record<string, ViewClass>> = {}): App {
  const { app } = appWith(Home, { locales: { supported: ['en', 'de', 'ar'], param: 'locale' } })
  app.group({ layout: Shell }, (group) => {
    group.live('/home', Home)
    group.live('/chairs', Chairs)
    group.live('/tables', Tables)
    group.live('/:locale/chairs', Chairs)
    for (const [path, view] of Object.entries(more)) group.live(path, view)
  })
  return app
}

/** The user follows a link. */
async function navigate(browser: WireBrowser, href: string): Promise<void> {
  browser.sendEvent(href, 'navigate', { data: { how: 'push' } })
  await settled()
}

const tag = (name: string, content: string): string =>
  `<meta name="${name}" content="${content}" data-live-tag="${name}">`

describe('a page in a layout', () => {
  test('has what the layout says of all its pages, unless it says something else', async () => {
    const text = async (path: string): Promise<string> => (await WireBrowser.load(shop(), path)).html
    expect(await text('/home')).toMatch(/<title>Shop<\/title>.*content="A shop".*<body class="shop">/s)
    expect(await text('/chairs')).toMatch(/<title>Chairs – Shop<\/title>.*content="A shop"/s)
    expect(await text('/tables')).toMatch(
      /<title>Tables – Shop<\/title>.*content="All tables".*<body class="shop tables">/s,
    )
  })

  test('sends of the head only what the next page says otherwise, in the frame of that page', async () => {
    const browser = await WireBrowser.open(shop(), '/chairs')
    await navigate(browser, '/tables')
    expect(browser.frames).toHaveLength(1)
    const canonical = '<link rel="canonical" href="/tables" data-live-tag="canonical">'
    expect(browser.effects).toEqual([
      ['page', 1, '/tables', 'push', 1, KEY],
      1,
      ['title', 'Tables – Shop'],
      ['head', [], tag('description', 'All tables') + canonical, { body: 'shop tables' }],
    ])
    browser.received = []
    await navigate(browser, '/home')
    expect(browser.effects.slice(2)).toEqual([
      ['title', 'Shop'],
      ['head', ['canonical'], tag('description', 'A shop'), { body: 'shop' }],
    ])
  })

  test('says nothing while it is only made ahead, and nothing any more once it is left', async () => {
    const late = deferred()
    class Late extends LiveView {
      override start() {
        void late.promise.then(() => {
          this.live.title = 'Too late'
          this.update()
        })
      }
      render() {
        return html`<h1>Late</h1>`
      }
    }
    const browser = await WireBrowser.open(shop({ '/late': Late }), '/late')
    await browser.send({ kind: 'prefetch', href: '/tables' })
    await settled()
    expect(browser.effects).toEqual([])
    await navigate(browser, '/chairs')
    browser.received = []
    late.resolve()
    await settled()
    expect(browser.effects).toEqual([])
  })

  test('marks the link to itself, also in a layout that stays', async () => {
    const browser = await WireBrowser.open(shop(), '/chairs')
    expect(browser.html).toMatch(/<a href="\/chairs" aria-current="page">en<\/a>\s*<a href="\/tables">/)
    await navigate(browser, '/tables')
    expect(JSON.stringify(browser.frames[0]?.difference)).toMatch(/null.*"page"/)
  })

  test('has the language of its address, and the layout with it', async () => {
    const browser = await WireBrowser.open(shop(), '/chairs')
    await navigate(browser, '/ar/chairs')
    expect(JSON.stringify(browser.frames[0]?.difference)).toContain('"ar"')
    expect(browser.effects.slice(2)).toEqual([['head', [], '', { lang: 'ar', dir: 'rtl' }]])
  })
})

describe('a language that was chosen', () => {
  test('is that of the pages that are navigated to after that, before the browser sends its cookie', async () => {
    class Choice extends LiveView {
      render() {
        return html`<button @click=${() => (this.live.locale = 'de')}>${this.live.locale}</button>`
      }
    }
    class Next extends LiveView {
      render() {
        return html`<p>${this.live.locale}: ${this.live.context.cookies['locale']}</p>`
      }
    }
    const { app } = appWith(Choice, { locales: ['en', 'de'] })
    const browser = await WireBrowser.open(app.live('/next', Next))
    await browser.click([0, 0])
    browser.received = []
    await navigate(browser, '/next')
    expect(JSON.stringify(browser.frames[0]?.difference)).toMatch(/"de","de"/)
  })
})
