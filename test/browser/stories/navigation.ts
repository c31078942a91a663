/** Stories of users who go from page to page, faster than pages come. Where a browser cannot go in place it loads them. */
import { html, LiveView, redirect, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import type { BrowserPage } from '../browsers/browser-page.ts'
import { click } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { sleep, textOf, type Story } from './story.ts'

const LINKS = html`<nav>
  <a id="one" href="/one">One</a> <a id="two" href="/two">Two</a> <a id="old" href="/old">Old</a>
  <a id="more" href="#more">More</a>
</nav>`

class Start extends LiveView {
  render(): TemplateResult {
    return html`${LINKS}<h1>/</h1><p id="more">more</p>`
  }
}

class One extends LiveView {
  render(): TemplateResult {
    return html`${LINKS}<h1>/one</h1><p id="more">more</p>`
  }
}

/** Its data takes a while. */
class Two extends LiveView {
  data = this.live.load(() => sleep(60).then(() => 'loaded'))

  render(): TemplateResult {
    return html`${LINKS}<h1>/two</h1><p id="more">${this.data.value ?? ''}</p>`
  }
}

class Old extends LiveView {
  override mount(): void {
    redirect('/one')
  }

  render(): TemplateResult {
    return html``
  }
}

const routes = { '/': Start, '/one': One, '/two': Two, '/old': Old }

/** The page of this path is shown at its address, and nothing more comes. */
export async function isAt(page: BrowserPage, path: string): Promise<void> {
  await expectEventually(async () => [
    await textOf(page, 'h1'),
    await page.evaluate(() => location.pathname),
    await page.evaluate(() => document.querySelectorAll('[data-live-pending]').length),
  ]).toEqual([path, path, 0])
}

export const go = (page: BrowserPage, by: number): Promise<void> =>
  page.evaluate((steps) => history.go(steps), by)

const lastClick: Story = {
  name: 'the last of several links that are clicked quickly is where the user ends, one step from where it began',
  routes,
  loadsPages: true,
  async tell({ page }) {
    // A gesture: browsers pass over entries that were made without one.
    await click(page, 'h1')
    // At once, so that no page comes between two of them.
    await page.evaluate(() => {
      for (const id of ['one', 'two', 'one', 'two']) document.getElementById(id)?.click()
    })
    await isAt(page, '/two')
    await page.back()
    await isAt(page, '/')
  },
}

const steps: Story = {
  name: 'steps in the history end at the page of the last entry, however quickly they follow each other',
  routes,
  loadsPages: true,
  async tell({ page, random }) {
    for (const id of ['one', 'two', 'old']) {
      await click(page, `#${id}`)
      await isAt(page, id === 'old' ? '/one' : `/${id}`)
    }
    const paths = ['/', '/one', '/two', '/one']
    let index = 3
    for (let turn = 0; turn < 5; turn++) {
      const target = random.below(4)
      if (target === index) continue
      await go(page, target - index)
      index = target
      await sleep(random.below(400))
      await expectEventually(() => page.evaluate(() => location.pathname)).toBe(paths[index])
    }
    await isAt(page, paths[index] ?? '')
  },
}

const hashes: Story = {
  name: 'hashes belong to their page, on the way back too',
  routes,
  loadsPages: true,
  async tell({ page }) {
    await click(page, '#one')
    await isAt(page, '/one')
    await click(page, '#more')
    await click(page, '#two')
    await isAt(page, '/two')
    await go(page, -1)
    await isAt(page, '/one')
    expect(await page.evaluate(() => location.hash)).toBe('#more')
    await go(page, -1)
    await expectEventually(() => page.evaluate(() => location.hash)).toBe('')
    await isAt(page, '/one')
    await go(page, -1)
    await isAt(page, '/')
  },
}

export const navigationStories: readonly Story[] = [lastClick, steps, hashes]
