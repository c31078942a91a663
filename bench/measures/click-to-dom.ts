import type { Browser, CDPSession, Page } from 'playwright-core'
import { encodeUp } from '../../src/protocol/codec.ts'
import { programPath } from '../build.ts'
import type {} from '../page/click-watch.ts'
import { median, rounded, type Results } from '../results.ts'
import { list1000 } from '../scenarios/app.ts'
import { counter, COUNTER_BUTTON } from '../scenarios/counter.ts'
import { keyOf } from '../scenarios/scenario.ts'
import type { ChildServer } from '../servers/child-server.ts'
import { MOUSE } from '../wire/mouse.ts'
import { overNetwork } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

/** Of users before, in each page. */
const EARLIER_CLICKS = 2_000
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
 * server and both scripts take. The raw pages are a counter and a table that are written by hand; they send the same
 * message and get the same answer. All pages are clicked in turns, so that a machine that is busy for a while is busy for each.
 */
export async function measureClickToDom(
  browser: Browser,
  overwire: ChildServer,
  raw: ChildServer,
): Promise<Results> {
  await warmUp(overwire, raw)
  const ours = (name: string): string => `http://127.0.0.1:${overwire.port}/${name}`
  const theirs = (rows: number): string => `http://127.0.0.1:${raw.port}/${rows}`
  const pages = [
    await open(browser, { key: 'rawws', url: theirs(0), buttons: 'button' }),
    await open(browser, { key: counter.name, url: ours(counter.name), buttons: 'button' }),
    await open(browser, { key: 'rawws1000', url: theirs(1_000), buttons: TEN_ROWS }),
    await open(browser, { key: list1000.name, url: ours(list1000.name), buttons: TEN_ROWS }),
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

const TEN_ROWS = 'tr:nth-child(n + 500):nth-child(-n + 509) button'

/** Others have clicked before: what runs is compiled, as it is in a server that has run for a while. */
async function warmUp(overwire: ChildServer, raw: ChildServer): Promise<void> {
  for (const { name, steps } of [counter, list1000]) {
    const user = await WireUser.join(overNetwork(overwire.port), `/${name}`)
    for (let click = 0; click < EARLIER_CLICKS; click++) {
      await user.click(steps[0]?.target(click) ?? COUNTER_BUTTON)
      user.take()
    }
    await user.leave()
  }
  let hear = (): void => {}
  const line = await overNetwork(raw.port).connect('', () => hear())
  for (let click = 0; click < 2 * EARLIER_CLICKS; click++) {
    const heard = new Promise<void>((resolve) => (hear = resolve))
    const event = { type: 'click', target: COUNTER_BUTTON, payload: MOUSE } as const
    line.send(encodeUp({ kind: 'event', seen: click, ...event }))
    await heard
  }
  await line.close()
}

interface Clickable {
  readonly key: string
  readonly url: string
  /** Selects what is clicked. */
  readonly buttons: string
}

/** A live page, scrolled to what is to be clicked. */
async function open(browser: Browser, { key, url, buttons }: Clickable): Promise<ClickedPage> {
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
