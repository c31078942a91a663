/** The examples of the guide to what elements watch for, run as they stand there, in a browser. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openGuide, type GuideViews } from './guide-views.ts'
import { isLive, isSettled } from './wire-tap.ts'

let views: GuideViews
let page: Page

beforeAll(async () => {
  views = await openGuide('docs/guides/observing.md')
  ;({ page } = views)
})
afterAll(() => views[Symbol.asyncDispose]())

async function open(name: string): Promise<void> {
  const loaded = page.waitForResponse(/observers/)
  await page.goto(views.addressOf(name))
  await (await loaded).finished()
  await isLive(page)
  await isSettled(page)
}

/** The tab is seen, or hidden behind another one. */
const show = (isShown: boolean): Promise<void> =>
  page.evaluate((hidden) => {
    Object.defineProperty(Document.prototype, 'hidden', { get: () => hidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, !isShown)

const text = (selector: string): Promise<string> => page.innerText(selector)

describe('the guide to what elements watch for', () => {
  test('listens at the window and the document', async () => {
    await open('shortcuts')
    await page.keyboard.press('a')
    await expectEventually(() => text('p')).toBe('open a')
    await page.keyboard.press('Escape')
    await expectEventually(() => text('p')).toBe('closed Escape')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('')
    await page.keyboard.press('/')
    await expectEventually(() => page.evaluate(() => document.activeElement?.id)).toBe('words')
    expect(await page.inputValue('#words')).toBe('')
  })

  test('closes a menu by a press outside, and not by one inside', async () => {
    await open('menu')
    await page.click('button')
    await expectEventually(() => page.locator('ul').count()).toBe(1)
    await page.click('li')
    await isSettled(page)
    expect(await page.locator('ul').count()).toBe(1)
    await page.mouse.click(600, 400)
    await expectEventually(() => page.locator('ul').count()).toBe(0)
  })

  test('loads more until the screen is full, and until there is no more', async () => {
    await open('endless')
    await page.setViewportSize({ width: 600, height: 1_000 })
    await expectEventually(() => page.locator('li').count()).toBeGreaterThan(20)
    for (let step = 0; step < 5; step++) {
      await page.evaluate(() => scrollTo(0, 100_000))
      await isSettled(page)
    }
    await expectEventually(() => page.locator('li').count()).toBe(100)
  })

  test('loads as many rows as the address says when the page comes back', async () => {
    await open('come-back?rows=60')
    await expectEventually(() => page.locator('li').count()).toBeGreaterThanOrEqual(60)
    await expectEventually(async () => {
      await page.evaluate(() => scrollTo(0, 100_000))
      return page.locator('li').count()
    }).toBe(100)
    await expectEventually(() => Promise.resolve(new URL(page.url()).search)).toBe('?rows=100')
  })

  test('pauses what has been in view when it goes out of it', async () => {
    await open('clip')
    await expectEventually(() => text('p')).toBe('plays')
    await page.locator('footer').scrollIntoViewIfNeeded()
    await expectEventually(() => text('p')).toBe('paused')
    await page.locator('p').scrollIntoViewIfNeeded()
    await expectEventually(() => text('p')).toBe('plays')
  })

  test('follows the size of an element', async () => {
    await open('columns')
    await page.setViewportSize({ width: 1_000, height: 400 })
    await expectEventually(() => text('section')).toBe('4')
  })

  test('says once that an element is there', async () => {
    await open('greeting')
    await expectEventually(() => text('p')).toBe('1')
  })

  test('asks again and again, not while the page is hidden, and at once when it is seen again', async () => {
    await page.clock.install()
    await open('queue')
    await page.clock.runFor(5_100)
    await expectEventually(() => text('output')).toBe('1')
    await show(false)
    await page.clock.runFor(6_000)
    await isSettled(page)
    expect(await text('output')).toBe('1')
    await show(true)
    await expectEventually(() => text('output')).toBe('2')
  })
})

test('every example of it was opened', () => {
  expect(views.unopened()).toEqual([])
})
