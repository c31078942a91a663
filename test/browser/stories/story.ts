/** What a story is, and what stories look at. */
import type { ViewClass } from 'overwire'
import type { BrowserPage } from '../browsers/browser-page.ts'
import type { Visit } from './visit.ts'

export interface Story {
  /** A sentence about what the user has in the end. */
  readonly name: string
  /** The story is about the page at `/`. */
  readonly routes: Readonly<Record<string, ViewClass>>
  /** Whether it begins before the page is live. Default: no. */
  readonly fromTheStart?: true
  /** Whether the browser loads other pages in it. One whose document or script is cut stays as it is. Default: no. */
  readonly loadsPages?: true
  tell(visit: Visit): Promise<void>
}

export const sleep = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time))

/** What a field holds. */
export const valueOf = (page: BrowserPage, selector: string): Promise<string | undefined> =>
  page.evaluate((wanted) => document.querySelector<HTMLInputElement>(wanted)?.value, selector)

export const checkedIn = (page: BrowserPage, selector: string): Promise<boolean | undefined> =>
  page.evaluate((wanted) => document.querySelector<HTMLInputElement>(wanted)?.checked, selector)

export const textOf = (page: BrowserPage, selector: string): Promise<string | null | undefined> =>
  page.evaluate((wanted) => document.querySelector(wanted)?.textContent, selector)

export const textsOf = (page: BrowserPage, selector: string): Promise<(string | null)[]> =>
  page.evaluate(
    (wanted) => Array.from(document.querySelectorAll(wanted), ({ textContent }) => textContent),
    selector,
  )

/** How many elements a selector finds. */
export const countOf = (page: BrowserPage, selector: string): Promise<number> =>
  page.evaluate((wanted) => document.querySelectorAll(wanted).length, selector)

export const focusedId = (page: BrowserPage): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.id)
