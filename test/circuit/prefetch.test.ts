import { html, LiveView, redirect } from 'overwire'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  KEY,
  addresses,
  BUTTON,
  doing,
  lastShown,
  mounting,
  navigate,
  page,
  site,
  type Site,
  type SiteOptions,
} from './site.ts'
import type { SiteBrowser } from './site-browser.ts'
import { deferred, settled } from './wire-browser.ts'

/** What mounts and starts, in order. */
let log: string[] = []
let slow = deferred()

beforeEach(() => {
  log = []
  slow = deferred()
})

class Counted extends LiveView<{ id: string }> {
  override async mount() {
    const { id } = this.params
    log.push(`mount ${id}`)
    this.live.signal.addEventListener('abort', () => log.push(`abort ${id}`))
    if (id === 'slow') await slow.promise
  }
  override start() {
    log.push(`start ${this.params.id}`)
  }
  render() {
    return html`<h1>${this.params.id}</h1>`
  }
}

async function opened(options: SiteOptions = {}): Promise<Site & { readonly browser: SiteBrowser }> {
  const pages = { '/home': doing(() => {}), '/secret': mounting(() => redirect('/b')), '/b': page('B') }
  const made = site({ ...pages, '/of/:id': Counted }, options)
  return { ...made, browser: await made.open('/home') }
}

async function prefetch(browser: SiteBrowser, ...hrefs: readonly string[]): Promise<void> {
  for (const href of hrefs) await browser.send({ kind: 'prefetch', href })
}

describe('a prefetched page', () => {
  test('is mounted once, and starts when the user goes there', async () => {
    const { browser } = await opened()
    await prefetch(browser, '/of/one', '/of/one')
    expect([log, browser.frames]).toEqual([['mount one'], []])
    await navigate(browser, '/of/one')
    expect(log).toEqual(['mount one', 'start one'])
    expect(addresses(browser)).toEqual([['page', 1, '/of/one', 'push', 1, KEY]])
  })

  test('is mounted once, though it is asked for again before its gates have answered', async () => {
    const { browser } = await opened()
    const again = browser.send({ kind: 'prefetch', href: '/of/one' })
    await prefetch(browser, '/of/one')
    await again
    expect(log).toEqual(['mount one'])
  })

  test('is waited for where it is not ready', async () => {
    const { browser } = await opened()
    await prefetch(browser, '/of/slow')
    await navigate(browser, '/of/slow')
    expect(addresses(browser)).toEqual([])
    slow.resolve()
    await settled()
    expect([log, addresses(browser)]).toEqual([
      ['mount slow', 'start slow'],
      [['page', 1, '/of/slow', 'push', 1, KEY]],
    ])
  })

  test('is made again when a handler has run since', async () => {
    const { browser } = await opened()
    await prefetch(browser, '/of/one')
    await browser.click(BUTTON)
    await navigate(browser, '/of/one')
    expect(log).toEqual(['mount one', 'abort one', 'mount one', 'start one'])
  })

  test('is made again when a socket has come since, perhaps with another login', async () => {
    const { browser } = await opened()
    await prefetch(browser, '/of/one')
    browser.cut()
    await browser.comeBack()
    await navigate(browser, '/of/one')
    expect(log).toEqual(['mount one', 'abort one', 'mount one', 'start one'])
  })

  test('is thrown away when the page that is shown by then goes on in its place', async () => {
    const { browser } = await opened()
    await prefetch(browser, '/of/one?q=2')
    await navigate(browser, '/of/one')
    await navigate(browser, '/of/one?q=2')
    expect(log).toEqual(['mount one', 'mount one', 'start one', 'abort one'])
    expect(addresses(browser).at(-1)).toEqual(['page', 2, '/of/one?q=2', 'push', 0, KEY])
  })

  test('that cannot render any more is the page that failed, and the circuit goes on', async () => {
    let shown: LiveView | undefined
    let state: 'well' | 'broken' = 'well'
    class Fragile extends LiveView {
      override mount() {
        shown = this
      }
      render() {
        if (state === 'broken') throw new Error('broken since')
        return html`<h1>Fragile</h1>`
      }
    }
    const { open, reports } = site({ '/home': page('Home'), '/fragile': Fragile })
    const browser = await open('/home')
    await prefetch(browser, '/fragile')
    state = 'broken'
    shown?.update()
    await navigate(browser, '/fragile')
    expect(addresses(browser)).toEqual([['page', 1, '/fragile', 'push', 1, KEY]])
    expect([lastShown(browser), browser.effects.at(-1)]).toEqual([expect.stringContaining('Broken'), 1])
    expect(reports.filter((report) => report.includes('broken since'))).toHaveLength(1)
    await navigate(browser, '/home')
    expect(lastShown(browser)).toContain('Home')
  })

  test('is thrown away after ten seconds', async () => {
    const { browser, platform } = await opened()
    await prefetch(browser, '/of/one')
    await platform.pass(9_999)
    expect(log).toEqual(['mount one'])
    await platform.pass(1)
    expect(log).toEqual(['mount one', 'abort one'])
  })

  test('is thrown away when it is the oldest of more than three, and when the circuit ends', async () => {
    const { browser } = await opened()
    await prefetch(browser, '/of/one', '/of/two', '/of/three', '/of/four')
    expect(log.slice(-2)).toEqual(['mount four', 'abort one'])
    await browser.send({ kind: 'leave' })
    expect(log.slice(-3)).toEqual(['abort two', 'abort three', 'abort four'])
  })

  test('is thrown away when it holds more than parked pages of a visitor may', async () => {
    const { browser } = await opened({ limits: { parkedBytesPerVisitor: 1024 } })
    await prefetch(browser, '/of/one')
    expect(log).toEqual(['mount one', 'abort one'])
  })

  test('which fails is made again when the user goes there, and is reported once, then', async () => {
    const broken = mounting(() => {
      throw new Error('no stock')
    })
    // All of it is new: the view stands in a layout that is prepared with it.
    const { open, reports } = site({ '/broken': broken }, { alone: { '/alone': page('Alone') } })
    const browser = await open('/alone')
    await prefetch(browser, '/broken')
    await settled()
    expect(reports).toEqual([])
    await navigate(browser, '/broken')
    expect(reports).toEqual([expect.stringContaining('no stock')])
  })

  test('which fails in part says so when the user goes there', async () => {
    class Stock extends LiveView {
      stock = this.live.load(() => Promise.reject(new Error('no stock')))
      render() {
        return html`<p>${this.stock.failed ? 'unknown' : ''}</p>`
      }
    }
    const { open, reports } = site({ '/home': page('Home'), '/stock': Stock })
    const browser = await open('/home')
    await prefetch(browser, '/stock')
    await settled()
    expect(reports).toEqual([])
    await navigate(browser, '/stock')
    expect(reports).toEqual([expect.stringContaining('no stock')])
  })

  test('and leads elsewhere does so when the user goes there, and is reported then', async () => {
    const { browser, reports } = await opened()
    await prefetch(browser, '/secret', '/nowhere', '/of/one?q=1')
    expect([log, browser.effects, reports]).toEqual([['mount one'], [], []])
    await navigate(browser, '/secret')
    expect(addresses(browser)).toEqual([['page', 1, '/b', 'push', 1, KEY]])
  })
})

describe('links to pages that are prefetched without end', () => {
  test('leave the user free to go elsewhere, however many of them hang', async () => {
    const { browser } = await opened()
    // More than a browser may have under way, by default.
    await prefetch(browser, ...Array.from({ length: 130 }, (_, number) => `/of/slow?number=${number}`))
    await navigate(browser, '/b')
    expect([addresses(browser), browser.effects.at(-1)]).toEqual([[['page', 1, '/b', 'push', 1, KEY]], 1])
    expect(log.filter((line) => line === 'mount slow').length).toBeLessThan(130)
  })

  test('have no more of them made at a time than are kept, so that they do not double the work of a circuit', async () => {
    const { browser } = await opened()
    await prefetch(browser, ...Array.from({ length: 60 }, (_, number) => `/of/slow?number=${number}`))
    expect(log).toEqual(['mount slow', 'mount slow', 'mount slow'])
    slow.resolve()
    await settled()
    await prefetch(browser, '/of/one')
    expect(log.slice(3)).toEqual(['mount one', 'abort slow'])
    await navigate(browser, '/of/one')
    expect(log.at(-1)).toBe('start one')
    expect(log.filter((line) => line.startsWith('mount'))).toHaveLength(4)
  })
})

describe('a prefetched page that leads elsewhere in its last render', () => {
  let shown: LiveView | undefined
  let to = ''
  class Changed extends LiveView<{ id: string }> {
    override mount() {
      shown = this
    }
    render() {
      if (to !== '') {
        this.live.flash('Sold out.', 'error')
        redirect(to)
      }
      return html`<h1>${'In stock'}</h1>`
    }
  }

  test('has its message shown by the page that it leads to', async () => {
    to = ''
    const { open } = site({ '/home': page('Home'), '/stock': Changed, '/b': page('B') })
    const browser = await open('/home')
    await prefetch(browser, '/stock')
    to = '/b'
    shown?.update()
    await navigate(browser, '/stock')
    expect(browser.effects).toEqual([
      ['page', 1, '/b', 'push', 1, KEY],
      ['event', 1],
      ['flash', 'Sold out.', 'error'],
      1,
    ])
  })
})
