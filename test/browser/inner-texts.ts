/**
 * What elements say, read in one evaluation. Playwright's `allInnerTexts` finds the nodes first and reads them then: one that is
 * replaced in between gives the text of its template, with all its whitespace, since it is not laid out any more.
 */
import type { Locator, Page } from 'playwright-core'

/** The texts of all elements of a CSS selector, in the order of the document. */
export function innerTexts(page: Page, selector: string): Promise<string[]> {
  return page.evaluate(
    (each) => [...document.querySelectorAll<HTMLElement>(each)].map(({ innerText }) => innerText),
    selector,
  )
}

/** The texts of those that are seen in an element, which must be one that stays. */
export function visibleTexts(within: Locator, selector: string): Promise<string[]> {
  return within.evaluate(
    (element, each) =>
      [...element.querySelectorAll<HTMLElement>(each)]
        .filter((found) => found.checkVisibility({ visibilityProperty: true }))
        .map(({ innerText }) => innerText),
    selector,
  )
}
