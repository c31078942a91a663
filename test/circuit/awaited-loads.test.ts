/** How long pages wait for what they load, and what they show of it. */
import { html, LiveView, route, type LoadOptions } from 'overwire'
import { describe, expect, test } from 'vitest'
import { lastShown, navigate, page, site } from './site.ts'
import { appWith, deferred, settled, WireBrowser } from './wire-browser.ts'

/** A page with one load, which ends when a test says so. */
function pageWith(options?: LoadOptions) {
  const data = deferred<string>()
  class Awaiting extends LiveView {
    data = this.live.load(() => data.promise, options)
    override mount() {
      this.live.title = 'Named'
    }
    render() {
      return html`<p>${this.data.pending ? 'pending' : this.data.value}</p>`
    }
  }
  return { data, Awaiting, ...appWith(Awaiting) }
}

/** What a promise has come to so far. */
async function soFar<Value>(promise: Promise<Value>): Promise<Value | 'waits'> {
  await settled()
  return Promise.race([promise, Promise.resolve('waits' as const)])
}

const shown = ({ html: text }: WireBrowser): string | undefined => /<p>(?:<!---->)*(\w+)/.exec(text)?.[1]

describe('a first response', () => {
  test.each([[{}], [{ await: true }], [{ await: Infinity }], [{ await: true, late: false }]] as const)(
    'waits for what is loaded with %o',
    async (options) => {
      const { app, data, platform } = pageWith(options)
      const loading = WireBrowser.load(app)
      await platform.pass(29_000)
      expect(await soFar(loading)).toBe('waits')
      data.resolve('value')
      expect(shown(await loading)).toBe('value')
    },
  )

  test('waits 200 ms for what is awaited so long, and no longer; the value follows over the socket', async () => {
    const { app, data, platform } = pageWith({ await: 200 })
    const loading = WireBrowser.load(app)
    await settled()
    await platform.pass(199)
    expect(await soFar(loading)).toBe('waits')
    await platform.pass(1)
    const browser = await loading
    expect(shown(browser)).toBe('pending')
    await browser.join()
    data.resolve('value')
    await settled()
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 0, 'value']])
  })

  test('has what was there before its 200 ms were over', async () => {
    const { app, data, platform } = pageWith({ await: 200 })
    const loading = WireBrowser.load(app)
    await settled()
    await platform.pass(100)
    data.resolve('value')
    expect(shown(await loading)).toBe('value')
  })

  test.each([[{ await: false }], [{ await: 0 }], [{ late: 0 }], [{ await: false, late: 0 }]] as const)(
    'waits for nothing with %o, and has the title of its view',
    async (options) => {
      const { app, reports } = pageWith(options)
      const browser = await WireBrowser.load(app)
      expect(shown(browser)).toBe('pending')
      expect(browser.html).toContain('<title>Named</title>')
      expect(reports).toEqual([])
    },
  )

  test('begins after 200 ms and ends after 1000 more where both are said', async () => {
    const { app, platform } = pageWith({ await: 200, late: 1_000 })
    const response = app.handler.fetch(new Request('http://localhost/'))
    await settled()
    await platform.pass(199)
    expect(await soFar(response)).toBe('waits')
    await platform.pass(1)
    const begun = await response
    const text = begun?.text() ?? Promise.resolve('')
    await platform.pass(999)
    expect(await soFar(text)).toBe('waits')
    await platform.pass(1)
    expect(await text).toContain('<p>pending</p>')
  })

  test('waits for the newest of several fetches, and not for one that passes over its signal', async () => {
    const second = deferred<string>()
    let fetches = 0
    class Impatient extends LiveView {
      data = this.live.load(() => (fetches++ === 0 ? new Promise<string>(() => {}) : second.promise), {
        await: 500,
      })
      override mount() {
        void this.data.reload()
        void this.data.reload()
      }
      render() {
        return html`<p>${this.data.value ?? 'nothing'}</p>`
      }
    }
    const loading = WireBrowser.load(appWith(Impatient).app)
    await settled()
    second.resolve('newest')
    expect(shown(await loading)).toBe('newest')
  })

  test('that caches keep waits for all of it', async () => {
    const { Awaiting, data, platform, app } = pageWith({ await: 200 })
    app.live(route('/cached', { cache: {} }), Awaiting)
    const loading = WireBrowser.load(app, '/cached')
    await platform.pass(5_000)
    expect(await soFar(loading)).toBe('waits')
    data.resolve('value')
    expect(shown(await loading)).toBe('value')
  })
})

test('a page that is navigated to is held back for as long as its load is awaited', async () => {
  const { Awaiting } = pageWith({ await: 200 })
  const { open, platform } = site({ '/a': page('A'), '/slow': Awaiting })
  const browser = await open('/a')
  await navigate(browser, '/slow')
  expect(browser.effects).toEqual([])
  await platform.pass(200)
  expect(lastShown(browser)).toContain('"pending"')
})

test.each([
  ['a text', { await: '200' }, 'await: "200"'],
  ['no number', { late: Number.NaN }, 'late: NaN'],
  ['a time before now', { await: -1 }, 'await: -1'],
  ['two things at once', { await: true, late: true }, 'await: true, late: true'],
])('options that say %s are refused with what to write', async (_, options, named) => {
  // What types refuse, JavaScript may give.
  const { app, reports } = pageWith(options as LoadOptions)
  expect((await app.handler.fetch(new Request('http://localhost/')))?.status).toBe(500)
  expect(reports.join()).toContain(`A load has the options { ${named} }`)
  expect(reports.join()).toContain('{ await: 200, late: 1000 }')
})

describe('match', () => {
  class Matching extends LiveView {
    next = deferred<string | undefined>()
    data = this.live.load(() => (this.next = deferred<string | undefined>()).promise, { await: false })
    looks = true
    render() {
      const cases = { pending: () => 'pending', ready: (value: string | undefined) => `ready ${value}` }
      const text = this.looks
        ? this.data.match({ ...cases, failed: (error) => `failed ${String(error)}` })
        : this.data.match(cases)
      return html`<p>${text ?? 'nothing'}</p>`
    }
  }

  async function open() {
    let view: Matching | undefined
    class Page extends Matching {
      override start() {
        view = this
      }
    }
    const { app, reports } = appWith(Page)
    const browser = await WireBrowser.open(app)
    if (!view) throw new Error('The view has not started.')
    const last = (): unknown => browser.frames.at(-1)?.difference
    return { view, browser, reports, last }
  }
  const text = (shows: string) => [0, [0, 0, shows]]

  test('shows a value while a newer one is fetched, and a failure until a fetch succeeds', async () => {
    const { view, browser, last, reports } = await open()
    expect(shown(browser)).toBe('pending')
    view.next.reject(new Error('one'))
    await settled()
    expect(last()).toEqual(text('failed Error: one'))
    // There is nothing else to show.
    void view.data.reload()
    await settled()
    expect(last()).toEqual(text('pending'))
    view.next.resolve('a')
    await settled()
    expect(last()).toEqual(text('ready a'))
    const before = browser.frames.length
    void view.data.reload()
    await settled()
    expect(browser.frames).toHaveLength(before)
    view.next.reject(new Error('two'))
    await settled()
    expect(last()).toEqual(text('failed Error: two'))
    void view.data.reload()
    view.next.resolve(undefined)
    await settled()
    expect(last()).toEqual(text('ready undefined'))
    expect(reports).toHaveLength(2)
  })

  test('that has nothing to show for a failure leaves it to catchError', async () => {
    const { view, reports, browser } = await open()
    view.looks = false
    view.next.reject(new Error('nobody looks'))
    await settled()
    expect(reports.join()).toContain('nobody looks')
    expect(browser.frames).toEqual([])
  })
})
