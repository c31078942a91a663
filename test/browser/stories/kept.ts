/** Stories of pages that were left, and of transitions, in a browser that may lack what the client uses for them. */
import { html, LiveView, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { click } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { go, isAt } from './navigation.ts'
import { countOf, textOf, valueOf, type Story } from './story.ts'
import { isLive } from './visit.ts'

class Desk extends LiveView {
  count = 0

  render(): TemplateResult {
    return html`<h1>/</h1>
      <input id="free" />
      <button id="add" @click=${() => this.count++}>Add</button><output>${this.count}</output>
      <a id="one" href="/one" data-live-transition="zoom">One</a>
      <a id="away" href="/one" data-live-native>Away</a>`
  }
}

class One extends LiveView {
  render(): TemplateResult {
    return html`<h1>/one</h1><a id="desk" href="/" data-live-transition="zoom">Desk</a>`
  }
}

const routes = { '/': Desk, '/one': One }

const backInPlace: Story = {
  name: 'pages come in transitions where there are any, and Back leads to a page that works, with what was typed',
  routes,
  loadsPages: true,
  async tell({ page, type }) {
    await type('#free', 'ab')
    await click(page, '#one')
    await isAt(page, '/one')
    await expectEventually(() => countOf(page, '[data-live-direction]')).toBe(0)
    await go(page, -1)
    await isAt(page, '/')
    await expectEventually(() => countOf(page, '[data-live-stale]')).toBe(0)
    // A browser that cannot say which entry this is loads the page.
    if (await page.evaluate(() => 'navigation' in globalThis)) expect(await valueOf(page, '#free')).toBe('ab')
    await isLive(page)
    await click(page, '#add')
    await expectEventually(() => textOf(page, 'output')).toBe('1')
  },
}

const backToDocument: Story = {
  name: 'Back to another document leads to a page that works, whether the browser has kept it or loads it',
  routes,
  loadsPages: true,
  async tell({ page }) {
    await click(page, '#away')
    await isAt(page, '/one')
    await go(page, -1)
    await isAt(page, '/')
    await isLive(page)
    const before = Number(await textOf(page, 'output'))
    await click(page, '#add')
    await expectEventually(() => textOf(page, 'output')).toBe(String(before + 1))
  },
}

/** For Firefox: in Chromium the tests of the client show more of this. */
export const keptStories: readonly Story[] = [backInPlace, backToDocument]
