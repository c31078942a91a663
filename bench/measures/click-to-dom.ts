import type { Browser, CDPSession, Page } from 'playwright-core'
import { programPath } from '../build.ts'
import type {} from '../page/click-watch.ts'
import { median, rounded, type Results } from '../results.ts'
import { list1000 } from '../scenarios/app.ts'
import { counter } from '../scenarios/counter.ts'
import { keyOf } from '../scenarios/scenario.ts'
import type { ChildServer } from '../servers/child-server.ts'

const WARM_UP = 2
const ROUNDS = 10
/** In each round, in each page: 150 in all. */
const CLICKS = 15
/** For the modules that a page loads in idle time. */
const SETTLING = 1_000
/** For how long a button of the mouse is down, and how long a user looks at what has changed, in milliseconds. */
const PRESSED = 30
const PAUSE = 30
/** Clicks come at any time between two frames of the screen. */
const FRAME = 16.7

interface Point {
  readonly x: number
  readonly y: number
}

/** An open page, and where in it is clicked. */
interface ClickedPage {
  readonly key: string
  readonly page: Page
  readonly session: CDPSession
  readonly points: readonly Point[]
  readonly times: number[]
}

/**
 * Milliseconds from the click of a mouse to the changed page, in Chromium: what the browser, its network, the
 * server and both scripts take. The raw page is a counter that is written by hand; it sends the same message and gets
 * the same answer. All pages are clicked in turns, so that a machine that is busy for a while is busy for each.
 */
export async function measureClickToDom(
  browser: Browser,
  overwire: ChildServer,
  raw: ChildServer,
): Promise<Results> {
  const pages = [
    await open(browser, 'rawws', `http://127.0.0.1:${raw.port}/`, 'button'),
    await open(browser, counter.name, `http://127.0.0.1:${overwire.port}/${counter.name}`, 'button'),
    await open(
      browser,
      list1000.name,
      `http://127.0.0.1:${overwire.port}/${list1000.name}`,
      'tr:nth-child(n + 500):nth-child(-n + 509) button',
    ),
  ]
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const each of pages) {
      const times = await clickThrough(each)
      if (round >= WARM_UP) each.times.push(...times)
    }
  }
  for (const { page } of pages) await page.context().close()
  return Object.fromEntries(
    pages.map(({ key, times }) => [keyOf(key, 'clickToDomMs'), rounded(median(times))]),
  )
}

/** A live page, scrolled to what is to be clicked. */
async function open(browser: Browser, key: string, url: string, buttons: string): Promise<ClickedPage> {
  const page = await browser.newPage()
  await page.addInitScript({ path: programPath('click-watch') })
  await page.goto(url)
  await page.waitForSelector('[data-live-status="live"]')
  const points = await page.locator(buttons).evaluateAll((elements) => {
    elements.at(0)?.scrollIntoView()
    return elements.map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    })
  })
  await page.waitForTimeout(SETTLING)
  if (!(await page.evaluate(() => window.crossOriginIsolated)))
    throw new Error('The page has a coarse clock.')
  return { key, page, session: await page.context().newCDPSession(page), points, times: [] }
}

async function clickThrough({ page, session, points }: ClickedPage): Promise<readonly number[]> {
  await page.bringToFront()
  for (let click = 0; click < CLICKS; click++) {
    const point = points[click % points.length]
    if (point) await clickAt(session, point)
    await wait(PAUSE + Math.random() * FRAME)
    // Asked behind the answer, as a rule: a question that comes before it would hold it up.
    await page.evaluate(() => window.clickWatch.answered())
  }
  const times = await page.evaluate(() => window.clickWatch.take())
  if (times.length !== CLICKS) throw new Error(`${CLICKS} clicks changed the page ${times.length} times.`)
  return times
}

/** As the browser gets it of a mouse. */
async function clickAt(session: CDPSession, point: Point): Promise<void> {
  await session.send('Input.dispatchMouseEvent', { ...point, type: 'mouseMoved' })
  await session.send('Input.dispatchMouseEvent', { ...point, ...LEFT_BUTTON, type: 'mousePressed' })
  await wait(PRESSED)
  await session.send('Input.dispatchMouseEvent', { ...point, ...LEFT_BUTTON, type: 'mouseReleased' })
}

const LEFT_BUTTON = { button: 'left', clickCount: 1 } as const

async function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
