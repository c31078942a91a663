import { Component, component, createApp, guard, html, LiveView, repeat, type AppOptions } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, WireBrowser } from './wire-browser.ts'

const VISITOR = `live_visitor=${'v'.repeat(22)}`
const HELLO: Readonly<Record<string, string>> = { en: 'Hello', de: 'Hallo', ar: 'مرحبا' }

class Hello extends LiveView {
  clicks = 0
  rows = [{ id: 1 }]

  render() {
    const hello = HELLO[this.live.locale]
    return html`<button @click=${() => this.clicks++}>${this.clicks}</button>
      <button @click=${(event) => (this.live.locale = event.data['to'] ?? '')} data-to="de">Deutsch</button>
      <h1>${hello}</h1>
      ${guard([], () => html`<p>${hello}</p>`)}
      ${repeat(
        this.rows,
        (row) => row.id,
        () => html`<i>${hello}</i>`,
        { retain: 'identity' },
      )}
      ${component(Inner)}`
  }
}

class Inner extends Component {
  marks = 0
  override mount() {
    this.marks++
  }
  render() {
    return html`<b>${HELLO[this.live.locale]} ${this.marks}</b>`
  }
}

async function textOf(options: AppOptions, path: string, headers: Record<string, string>): Promise<string> {
  const app = createApp({ secret: 's'.repeat(32), ...options })
  app.live('/', Hello)
  app.live('/:locale/hello', Hello)
  const response = await app.handler.fetch(new Request(`http://localhost${path}`, { headers }))
  return (await response?.text()) ?? ''
}

describe('the language of a page', () => {
  const locales = { supported: ['en', 'de', 'ar'], param: 'locale', search: 'lang' } as const

  test.each<[path: string, headers: Record<string, string>, lang: string]>([
    ['/ar/hello?lang=de', { cookie: 'locale=de', 'accept-language': 'de' }, 'ar'],
    ['/?lang=de', { cookie: 'locale=ar', 'accept-language': 'ar' }, 'de'],
    ['/xx/hello', { cookie: 'locale=de', 'accept-language': 'ar' }, 'de'],
    ['/', { cookie: 'locale=xx', 'accept-language': 'fr, ar-EG;q=0.8' }, 'ar'],
    ['/', { cookie: 'locale=%3Cscript%3E', 'accept-language': '<script>' }, 'en'],
    ['/', {}, 'en'],
  ])('at %s with %j is %s', async (path, headers, lang) => {
    const text = await textOf({ locales }, path, headers)
    const direction = lang === 'ar' ? ' dir="rtl"' : ''
    expect(text).toContain(`<html lang="${lang}"${direction}>`)
    expect(text).toContain(`<h1>${HELLO[lang]}</h1>`)
  })

  test('is what the application says, if it says one', async () => {
    const text = await textOf({ locales, context: () => ({ locale: 'ar' }) }, '/?lang=de', {})
    expect(text).toContain(`<html lang="ar" dir="rtl">`)
  })

  test('is not the language of the document, unless the application has that', async () => {
    const text = await textOf({}, '/', { 'accept-language': 'de' })
    expect(text).toMatch(/<html lang="en">.*<h1>Hallo<\/h1>/s)
  })

  test.each(['', 'en_US', 'not a language'])('cannot be %j', (locale) => {
    expect(() => createApp({ locales: ['en', locale] })).toThrow(/not the tag of a language/)
  })

  test('has a time zone that there is', () => {
    expect(() => createApp({ locales: { supported: ['en'], timeZone: 'Mars/Base' } })).toThrow(
      /not a time zone/,
    )
  })
})

describe('a visitor who chooses another language', () => {
  test('keeps the state of the page, all of which is in that language', async () => {
    const browser = await WireBrowser.open(appWith(Hello, { locales: ['en', 'de', 'ar'] }).app)
    await browser.click([0, 0])
    browser.received = []
    await browser.clickWith([0, 2], { to: 'de' })
    const [frame] = browser.frames
    // The heading, what a guard holds, the row and the component; the count stays.
    expect(JSON.stringify(frame?.difference).match(/Hallo/g)).toHaveLength(4)
    expect(JSON.stringify(frame?.difference)).not.toContain('"1"')
    expect(browser.effects).toEqual([
      ['head', [], '', { cookie: 'locale=de' }],
      2,
      ['head', [], '', { lang: 'de' }],
    ])
    browser.received = []
    await browser.clickWith([0, 2], { to: 'ar' })
    expect(browser.effects.at(-1)).toEqual(['head', [], '', { lang: 'ar', dir: 'rtl' }])
  })

  test('cannot choose one that the application does not have', async () => {
    const { app, reports } = appWith(Hello, { locales: ['en', 'de'] })
    const browser = await WireBrowser.open(app)
    await browser.clickWith([0, 2], { to: '<script>' })
    expect(browser.effects).toEqual([['failed', 1]])
    expect(reports.join()).toContain('this.live.locale was set to "<script>", which is not one of en, de.')
  })

  test('finds a tab in it that comes back after it was chosen in another', async () => {
    const { app } = appWith(Hello, { locales: ['en', 'de'] })
    const browser = await WireBrowser.load(app, '/', VISITOR)
    await browser.join()
    browser.cut()
    browser.cookie = `${VISITOR}; locale=de`
    browser.received = browser.received.filter(({ kind }) => kind === 'joined')
    await browser.rejoin(0)
    expect(JSON.stringify(browser.frames[0]?.difference)).toContain('Hallo')
    expect(browser.effects).toEqual([['head', [], '', { lang: 'de' }]])
  })
})

describe('the time zone of a browser', () => {
  class Clock extends LiveView {
    at = Date.UTC(2026, 0, 31, 23, 30)
    render() {
      const { locale, timeZone } = this.live
      return html`<p>${new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(this.at)}</p>`
    }
  }

  test('is asked for once the page is joined, and shown in place', async () => {
    const browser = await WireBrowser.open(appWith(Clock).app)
    expect(browser.html).toContain('11:30 PM')
    expect(browser.html).toMatch(/<link rel="modulepreload" href="[^"]*head/)
    expect(browser.effects).toEqual([['head', [], '', { zone: 'timezone' }]])
    browser.received = []
    await browser.send({ kind: 'zone', zone: 'Asia/Tokyo' })
    expect(JSON.stringify(browser.frames[0]?.difference)).toContain('8:30 AM')
    await browser.send({ kind: 'zone', zone: 'UTC' })
    expect(browser.frames).toHaveLength(1)
  })

  test.each(['Mars/Base', '', 'UTC; path=/', `Etc/${'x'.repeat(100)}`])('is not %j', async (zone) => {
    const { app, reports } = appWith(Clock)
    const browser = await WireBrowser.open(app)
    browser.received = []
    await browser.send({ kind: 'zone', zone })
    expect([browser.received, browser.closed, reports]).toEqual([[], undefined, []])
  })

  test('is not asked for when a cookie says it, or nobody wants to know', async () => {
    const known = await WireBrowser.load(appWith(Clock).app, '/', `${VISITOR}; timezone=Asia%2FTokyo`)
    expect(known.html).toContain('8:30 AM')
    await known.join()
    const other = await WireBrowser.open(appWith(Hello).app)
    expect([known.effects, other.effects]).toEqual([[], []])
    await other.send({ kind: 'zone', zone: 'Asia/Tokyo' })
    expect(other.frames).toEqual([])
  })

  test('is until then what the application says', async () => {
    const locales = { supported: ['en'], timeZone: 'Europe/Vienna' } as const
    const browser = await WireBrowser.load(appWith(Clock, { locales }).app)
    expect(browser.html).toContain('12:30 AM')
  })
})
