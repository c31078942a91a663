/** Gates that let pass until a time: what becomes of pages that are open then. */
import { gate, html, LiveView, redirect, route, type TemplateResult } from 'overwire'
import { describe, expect, test } from 'vitest'
import { encodeUp } from '../../src/protocol/codec.ts'
import { CLOSE_CODES } from '../../src/protocol/messages.ts'
import { addresses, KEY } from './site.ts'
import { appWith, settled, WireBrowser, type HeldPlatform } from './wire-browser.ts'

const TIME = 10_000

class Closed extends LiveView {
  render(): TemplateResult {
    return html`<h1>Closed</h1>`
  }
}

/** Asked for `/shop`: until when it is open, and who is there. Null turns away. */
type Ask = (now: number) => { readonly until: Date; readonly name?: string } | null

/** A shop that is open as long as `ask` says so, and how often it was asked. */
function shop(ask: Ask): {
  readonly asked: () => number
  readonly reports: readonly string[]
  readonly platform: HeldPlatform
  open(): Promise<WireBrowser>
  load(): Promise<WireBrowser>
} {
  let asked = 0
  const { app, platform, reports } = appWith(Closed)
  const doors = gate(() => {
    asked++
    return { name: '', ...(ask(platform.clock.wall()) ?? redirect('/closed')) }
  })
  const shopRoute = route('/shop', { gate: doors })
  class Shop extends LiveView<typeof shopRoute> {
    render(): TemplateResult {
      return html`<h1>${this.live.context.name}</h1>`
    }
  }
  app.live(shopRoute, Shop).live('/closed', Closed)
  return {
    asked: () => asked,
    reports,
    platform,
    open: () => WireBrowser.open(app, '/shop'),
    load: () => WireBrowser.load(app, '/shop'),
  }
}

/** Time goes on, and what it brings about comes to its end. */
async function pass(platform: HeldPlatform, milliseconds: number): Promise<void> {
  await platform.pass(milliseconds)
  for (let turn = 0; turn < 5; turn++) await settled()
}

/** Open until a time, and closed from then on. */
function once(): Ask {
  let closes: number | undefined
  return (now) => {
    closes ??= now + TIME
    return now < closes ? { until: new Date(closes) } : null
  }
}

test('a page in which nothing happens leads elsewhere when the time of its gate is over', async () => {
  const { open, platform } = shop(once())
  const browser = await open()
  await pass(platform, TIME - 1)
  expect(addresses(browser)).toEqual([])
  await pass(platform, 1)
  expect(addresses(browser)).toEqual([['page', 0, '/closed', 'replace', 1, KEY]])
})

test('a page that is waiting for its browser does too, and shows it when that comes back', async () => {
  const { open, platform } = shop(once())
  const browser = await open()
  browser.cut()
  await pass(platform, TIME)
  await browser.rejoin(0)
  await pass(platform, 0)
  expect(addresses(browser)).toEqual([['page', 0, '/closed', 'replace', 1, KEY]])
})

test('a gate that lets pass again is asked again when that time is over, and what it finds is shown', async () => {
  const names = ['for the response', 'for the socket', 'second', 'third']
  const { open, platform, asked } = shop((now) => ({
    until: new Date(now + TIME),
    name: names.shift() ?? '',
  }))
  const browser = await open()
  expect(asked()).toBe(2)
  await pass(platform, TIME)
  expect([asked(), JSON.stringify(browser.frames.at(-1)?.difference)]).toEqual([
    3,
    expect.stringContaining('"second"'),
  ])
  await pass(platform, TIME)
  expect([asked(), JSON.stringify(browser.frames.at(-1)?.difference)]).toEqual([
    4,
    expect.stringContaining('"third"'),
  ])
  expect(addresses(browser)).toEqual([])
})

test('a gate is not asked for a page that was left, that has ended, or that nobody has joined', async () => {
  const always: Ask = (now) => ({ until: new Date(now + TIME) })
  const left = shop(always)
  const browser = await left.open()
  browser.sendEvent('/closed', 'navigate', { data: { how: 'push' } })
  await pass(left.platform, 2 * TIME)
  expect([left.asked(), addresses(browser).length]).toEqual([2, 1])

  const ended = shop(always)
  await (await ended.open()).send({ kind: 'leave' })
  await pass(ended.platform, 2 * TIME)
  expect(ended.asked()).toBe(2)

  const parked = shop(always)
  await parked.load()
  await pass(parked.platform, 2 * TIME)
  expect(parked.asked()).toBe(1)
})

test('a gate that holds until a time that is over is asked each second at most', async () => {
  const { open, platform, asked } = shop((now) => ({ until: new Date(now - 1) }))
  await open()
  await pass(platform, TIME)
  expect(asked()).toBe(2 + 10)
})

test('a gate that holds for years needs no timer that runs out at once', async () => {
  const { open, platform, asked } = shop((now) => ({ until: new Date(now + 1e12) }))
  await open()
  await pass(platform, TIME)
  expect(asked()).toBe(2)
})

test('a browser that does not load what a gate leads to loses its circuit', async () => {
  const { app, platform, reports } = appWith(Closed, { limits: { handlerTime: 1_000 } })
  const closes = platform.clock.wall() + TIME
  const doors = gate(() =>
    platform.clock.wall() < closes ? { until: new Date(closes) } : redirect('https://example.com/'),
  )
  app.live(route('/shop', { gate: doors }), Closed)
  const browser = await WireBrowser.open(app, '/shop')
  await pass(platform, TIME)
  expect(JSON.stringify(browser.received)).toContain('https://example.com/')
  await pass(platform, 1_999)
  expect([browser.closed, reports]).toEqual([undefined, []])
  await pass(platform, 1)
  expect(browser.closed).toBe(CLOSE_CODES.restarting)
})

test('of several gates the one that ends first counts', async () => {
  const { app, platform } = appWith(Closed)
  let asked = 0
  const holding = (milliseconds: number) =>
    gate(() => {
      asked++
      return { until: new Date(platform.clock.wall() + milliseconds) }
    })
  app.group({ gate: holding(TIME) }, (group) =>
    group.live(route('/shop', { gate: holding(2 * TIME) }), Closed),
  )
  await WireBrowser.open(app, '/shop')
  await pass(platform, TIME)
  expect(asked).toBe(6)
})

test('a time that is no Date lets nobody pass, and the log says what is right', async () => {
  // Its type would not let it pass.
  const { load, reports } = shop((now) => ({ until: String(now) as unknown as Date }))
  expect((await load()).html).toContain('Something went wrong')
  expect(reports.join('\n')).toMatch(/until: "\d+"", which is no Date[^]*new Date\(/)
})

describe('a gate that fails when its time is over', () => {
  /** The gate of a page: what it does when it is asked, which tests change. */
  function failing(): { page: ReturnType<typeof shop>; state: { gate: 'works' | 'fails' | 'closed' } } {
    const state: { gate: 'works' | 'fails' | 'closed' } = { gate: 'works' }
    const page = shop((now) => {
      if (state.gate === 'fails') throw new Error('no database')
      return state.gate === 'works' ? { until: new Date(now + TIME), name: 'open' } : null
    })
    return { page, state }
  }

  test('leaves the page as it is, and its browser comes back until the gate answers', async () => {
    const { page, state } = failing()
    const browser = await page.open()
    state.gate = 'fails'
    await pass(page.platform, TIME)
    expect([addresses(browser), browser.closed]).toEqual([[], CLOSE_CODES.restarting])
    expect(page.reports.filter((report) => report.includes('no database'))).toHaveLength(1)
    await browser.rejoin(0)
    expect(browser.received.at(-1)).toMatchObject({ kind: 'refused', code: 'busy' })
    await pass(page.platform, 50_000)
    state.gate = 'works'
    await browser.rejoin(0)
    expect([browser.received.at(-1)?.kind, browser.closed]).toEqual(['rejoined', undefined])
    const asked = page.asked()
    await pass(page.platform, TIME)
    expect([addresses(browser), page.asked()]).toEqual([[], asked + 1])
  })

  test('and turns its visitor away when it works again ends the page', async () => {
    const { page, state } = failing()
    const browser = await page.open()
    state.gate = 'fails'
    await pass(page.platform, TIME)
    state.gate = 'closed'
    await browser.rejoin(0)
    expect(browser.received.at(-1)).toMatchObject({ kind: 'refused', code: 'circuit-ended' })
  })

  test('has nothing done that is sent meanwhile on the socket before: it is sent again on the next one', async () => {
    const { page, state } = failing()
    const browser = await page.open()
    const before = browser.keepSocket()
    state.gate = 'fails'
    await pass(page.platform, TIME)
    before.message(encodeUp({ kind: 'event', seen: 0, type: 'navigate', target: '/closed', payload: {} }))
    await pass(page.platform, 0)
    expect(addresses(browser)).toEqual([])
  })
})

test('a gate that turns away when its time is over is asked once', async () => {
  const { open, platform, asked } = shop(once())
  const browser = await open()
  expect(asked()).toBe(2)
  await pass(platform, TIME)
  expect([asked(), addresses(browser)]).toEqual([3, [['page', 0, '/closed', 'replace', 1, KEY]]])
})
