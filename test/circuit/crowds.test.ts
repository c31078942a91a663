/** More browsers at one time than a process can make pages for. */
import { html, LiveView } from 'overwire'
import { describe, expect, test } from 'vitest'
import type { App } from '../../src/server/app.ts'
import { appWith, settled, WireBrowser, type HeldPlatform } from './wire-browser.ts'

interface Crowded {
  readonly app: App
  readonly platform: HeldPlatform
  /** How often a page was started. */
  readonly starts: () => number
  /** From now on it takes until `release` to find out who a visitor is. */
  hold(): void
  release(): Promise<void>
}

function crowded(joinsUnderWay: number): Crowded {
  let starts = 0
  let held: (() => void)[] | null = null
  class Page extends LiveView {
    override start() {
      starts++
    }
    render() {
      return html`<p></p>`
    }
  }
  const context = async () => {
    await new Promise<void>((resolve) => (held ? held.push(resolve) : resolve()))
    return {}
  }
  const { app, platform } = appWith(Page, { context, limits: { joinsUnderWay } })
  return {
    app,
    platform,
    starts: () => starts,
    hold() {
      held = []
    },
    async release() {
      const waiting = held ?? []
      held = null
      for (const resolve of waiting) resolve()
      await settled()
      await platform.pass(1)
    },
  }
}

/** Begins a join, which is not answered while visitors are held. */
async function beginJoin(browser: WireBrowser): Promise<void> {
  void browser.join()
  for (let turn = 0; turn < 4; turn++) await settled()
}

const BUSY = { kind: 'refused', code: 'busy', seconds: 5 }

describe('while as many joins are under way as may be', () => {
  test('others are told at once to come back, and join when these are over', async () => {
    const { app, hold, release } = crowded(2)
    const [first, second, third] = await Promise.all([0, 1, 2].map(() => WireBrowser.load(app)))
    if (!first || !second || !third) throw new Error('three were loaded')
    hold()
    for (const browser of [first, second, third]) await beginJoin(browser)
    expect([first.received, second.received, third.received]).toEqual([[], [], [BUSY]])
    expect(third.closed).toBe(4403)
    await release()
    expect([first.joined.roots, second.joined.roots]).toEqual([[[0, 'shape', 1]], [[0, 'shape', 1]]])
    await third.join()
    expect(third.joined.roots).toEqual([[0, 'shape', 1]])
  })

  test('a page that asks for itself is told so too, and who comes for the first time is served', async () => {
    const { app, hold, release } = crowded(1)
    const browser = await WireBrowser.load(app)
    hold()
    await beginJoin(browser)
    const again = await app.handler.fetch(
      new Request('http://localhost/', { headers: { 'live-renewal': '' } }),
    )
    expect([again?.status, again?.headers.get('retry-after')]).toEqual([503, '5'])
    const visit = app.handler.fetch(new Request('http://localhost/'))
    await release()
    expect((await visit)?.status).toBe(200)
    const later = await app.handler.fetch(
      new Request('http://localhost/', { headers: { 'live-renewal': '' } }),
    )
    expect(later?.status).toBe(200)
  })
})

test('a join whose socket closed while its visitor was looked up is not begun', async () => {
  const { app, hold, release, starts } = crowded(10)
  const browser = await WireBrowser.load(app)
  hold()
  await beginJoin(browser)
  browser.cut()
  await release()
  expect([browser.received, starts()]).toEqual([[], 0])
  await browser.join()
  expect([browser.joined.roots, starts()]).toEqual([[[0, 'shape', 1]], 1])
})
