/** The examples of the guide to data, run as they stand there, in a browser. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openGuide, type GuideViews } from './guide-views.ts'
import { innerTexts } from './inner-texts.ts'

let guide: GuideViews
let page: Page

beforeAll(async () => {
  // Otherwise the example makes a file where the tests are run.
  vi.stubEnv('DATABASE', ':memory:')
  guide = await openGuide('docs/guides/data.md')
  ;({ page } = guide)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await guide[Symbol.asyncDispose]()
})

const text = (selector: string): Promise<string> => page.innerText(selector)

describe('the guide to data', () => {
  test('shows a report that is there, that fails, and that is read again', async () => {
    await guide.open('report')
    expect(await text('p')).toBe('7 rows in 7 days')
    await page.getByRole('button', { name: 'A month' }).click()
    await expectEventually(() => text('p')).toBe('The report could not be read. Again')
    await page.getByRole('button', { name: 'Again' }).click()
    await expectEventually(() => text('p')).toBe('30 rows in 30 days')
  })

  test('sends a region when its data is there', async () => {
    await guide.open('dashboard')
    expect(await page.locator('li').count()).toBe(7)
    expect(await text('footer')).toBe('All figures without tax')
  })

  test('fetches a list as far as its user scrolls, tries again what failed, and begins again for another query', async () => {
    await guide.open('endless')
    const rows = (): Promise<number> => page.locator('li').count()
    await page.getByLabel('Search').waitFor()
    const end = (): Promise<void> => page.evaluate(() => scrollTo(0, 100_000))
    await expectEventually(async () => {
      await end()
      return page.getByRole('button', { name: 'Try again' }).count()
    }).toBe(1)
    expect(await rows()).toBe(60)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expectEventually(async () => {
      await end()
      return rows()
    }).toBe(100)
    const texts = await innerTexts(page, 'li')
    expect(texts).toEqual(Array.from({ length: 100 }, (_, id) => `Article ${id}`))
    await page.getByLabel('Search').fill('Article 9')
    await expectEventually(rows).toBe(11)
  })

  test('shows how far an export is, and cancels it', async () => {
    await guide.open('export')
    const shown = (): Promise<number> => page.evaluate(() => document.querySelector('progress')?.value ?? 0)
    await page.getByRole('button', { name: 'Export' }).click()
    await expectEventually(shown).toBeGreaterThan(2)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expectEventually(() => page.getByRole('button', { name: 'Cancel' }).isDisabled()).toBe(true)
    expect(await shown()).toBeLessThan(20)
    await page.getByRole('button', { name: 'Export' }).click()
    await expectEventually(() => text('p')).toBe('20 rows')
  })

  test('shows an answer while it is written, and keeps the elements of what is finished', async () => {
    await guide.open('answer')
    await page.evaluate(() => {
      const seen = new Set<string>()
      Object.assign(globalThis, { seen })
      new MutationObserver(() => seen.add(document.querySelector('article')?.textContent ?? '')).observe(
        document.body,
        { subtree: true, childList: true, characterData: true },
      )
    })
    await page.getByLabel('Question').fill('why?')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.locator('article strong').waitFor()
    const first = await page.locator('article p').first().elementHandle()
    await page.getByText('<b>Done</b>.').waitFor()
    await expectEventually(() => page.locator('article').getAttribute('aria-busy')).toBe('false')
    const markup = (await page.locator('article').innerHTML()).replaceAll(/<!--.*?-->/g, '')
    expect(markup).toBe(
      '<p>You asked: <strong>why?</strong></p>' +
        '<ul><li>See <a href="/guide">the guide</a></li><li>Or:</li></ul>' +
        '<pre><code class="language-ts">const a = 1 &lt; 2\n</code></pre><p>&lt;b&gt;Done&lt;/b&gt;.</p>',
    )
    const seen = await page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen])
    expect(seen.length).toBeGreaterThan(3)
    for (const text of seen) expect(text).not.toMatch(/\*\*|\]\(|```|^- /m)
    expect(await first?.evaluate((element) => element.isConnected)).toBe(true)
  })

  test('every example of it was opened', () => {
    expect(guide.unopened()).toEqual([])
  })
})
