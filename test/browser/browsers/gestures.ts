/** What users do, for all browsers the same. */
import type { BrowserPage, Point } from './browser-page.ts'

/** How long a user waits before the next key, in milliseconds. */
export type Pace = () => number

/** Clicks into the middle of the first element that a selector finds. */
export async function click(page: BrowserPage, selector: string): Promise<void> {
  await page.mouse([await pointIn(page, selector, 0.5)])
}

/** Drags over an element, from one share of its width to another. */
export async function drag(
  page: BrowserPage,
  selector: string,
  [from, to]: readonly [number, number],
): Promise<void> {
  const shares = Array.from({ length: 5 }, (_, step) => from + ((to - from) * step) / 4)
  const points: Point[] = []
  for (const share of shares) points.push(await pointIn(page, selector, share))
  await page.mouse(points)
}

/** Types into what has the focus. */
export async function type(page: BrowserPage, text: string, pace: Pace = () => 0): Promise<void> {
  for (const character of text) {
    await page.press(character)
    const pause = pace()
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** Gives an element the focus as a script does, at the end of its text. */
export async function focus(page: BrowserPage, selector: string): Promise<void> {
  await page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.focus(), selector)
}

async function pointIn(page: BrowserPage, selector: string, share: number): Promise<Point> {
  return page.evaluate(
    (wanted, at) => {
      const element = document.querySelector(wanted)
      if (!element) throw new Error(`There is no ${wanted} in the page.`)
      element.scrollIntoView({ block: 'nearest' })
      const { x, y, width, height } = element.getBoundingClientRect()
      return { x: Math.round(x + width * at), y: Math.round(y + height / 2) }
    },
    selector,
    share,
  )
}
