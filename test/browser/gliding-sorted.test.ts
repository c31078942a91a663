/** Rows that glide in lists that users sort. */
import { createApp, html, LiveView, on, repeat, sortable, type TemplateResult } from 'overwire'
import { animated, moveRow } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { clickAndShow, glidesIn, MOVE, openGliding, seek, shown, STYLE, topOf } from './gliding-rows.ts'
import { isSettled } from './wire-tap.ts'

/** Two lists, between which rows go. */
class Plans extends LiveView {
  plans = ['Swim', 'Run', 'Read']
  orders = 0

  render(): TemplateResult {
    return html`${STYLE}
      <button id="turn" @click=${() => (this.plans = this.plans.toReversed())}>Turn</button>
      <ul id="plans" ${sortable(this.plans, (plan, index) => this.sort(plan, index))}>
        ${repeat(
          this.plans,
          (plan) => plan,
          (plan) => html`<li class="gliding-row" data-key=${plan} id=${plan} ${animated({ move: MOVE })}>
            <button data-handle aria-label="Move ${plan}">${plan}</button>
            <button
              class="over"
              @click=${on(() => new Promise<void>(() => {}), {
                optimistic: moveRow({ closest: 'li' }, { into: '#others' }),
              })}
            >
              Over
            </button>
          </li>`,
        )}
      </ul>
      <ul id="others">
        <li class="gliding-row" id="Sleep">Sleep</li>
      </ul>
      <output>${this.orders}</output>`
  }

  sort(plan: string, index: number): void {
    this.plans = this.plans.filter((each) => each !== plan).toSpliced(index, 0, plan)
    this.orders++
  }
}

let testBrowser: TestBrowser
let served: Served
let page: Page

beforeAll(async () => {
  testBrowser = await openBrowser()
  const app = createApp({ logger: createLog() })
  app.live('/plans', Plans)
  served = await serve(app, { port: 0 })
  page = await testBrowser.browser.newPage({ viewport: { width: 800, height: 600 } })
})
afterAll(async () => {
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

const visit = (path: string): Promise<void> => openGliding(page, `http://localhost:${served.port}${path}`)
const click = (selector: string): Promise<void> => clickAndShow(page, selector)
const glides = (): Promise<string[]> => glidesIn(page)

/** Takes the handle of a row, and brings it so many pixels down. */
async function lift(plan: string, by: number): Promise<void> {
  const handle = await page.getByRole('button', { name: `Move ${plan}` }).boundingBox()
  if (!handle) throw new Error('The handle is seen.')
  const [x, y] = [handle.x + 2, handle.y + 10]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y + by, { steps: 4 })
}

describe('rows of a list that is sorted', () => {
  test('are where they are dropped at once, and stay there', async () => {
    await visit('/plans')
    const before = await topOf(page, 'Swim')
    await lift('Swim', 25)
    expect(await glides()).toEqual([])
    await page.mouse.up()
    await shown(page)
    expect(await glides()).toEqual([])
    expect(await topOf(page, 'Swim')).toBe(before + 20)
    await page.waitForFunction(() => document.querySelector('output')?.textContent === '1')
    await isSettled(page)
    await shown(page)
    expect(await glides()).toEqual([])
    expect(await topOf(page, 'Swim')).toBe(before + 20)
  })

  test('are under the hand when they are lifted while they glide', async () => {
    await visit('/plans')
    await click('#turn')
    expect(await glides()).toEqual(['Read 0,40', 'Swim 0,-40'])
    await seek(page, 0.9)
    const before = await topOf(page, 'Swim')
    await lift('Swim', -25)
    expect(await glides()).toEqual([])
    expect(await topOf(page, 'Swim')).toBe(before - 25)
    await page.mouse.up()
    await expectEventually(() =>
      page.locator('#plans li').evaluateAll((all) => all.map(({ id }) => id)),
    ).toEqual(['Read', 'Swim', 'Run'])
  })

  test('glide when somebody else puts them in another order', async () => {
    await visit('/plans')
    await click('#turn')
    expect(await glides()).toEqual(['Read 0,40', 'Swim 0,-40'])
  })

  test('glide into another list, and those of both make room', async () => {
    await visit('/plans')
    await page.click('#Run .over')
    await expectEventually(glides).toEqual(['Read 0,20', 'Run 0,-40'])
  })
})
