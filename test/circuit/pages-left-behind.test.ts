/** Circuits of pages that their visitor has left, and that a browser keeps for its Back button. */
import { html, LiveView } from 'overwire'
import { expect, test } from 'vitest'
import { appWith, WireBrowser } from './wire-browser.ts'

class Page extends LiveView {
  render() {
    return html`<p></p>`
  }
}

test('a visitor who goes from page to page is never refused: the pages left behind give way, the oldest first', async () => {
  const { app } = appWith(Page, { limits: { circuitsPerVisitor: 2 } })
  const first = await WireBrowser.open(app)
  const next = async (): Promise<WireBrowser> => {
    const browser = await WireBrowser.load(app, '/', first.cookie)
    await browser.join()
    return browser
  }
  first.cut()
  const second = await next()
  second.cut()
  const third = await next()
  expect(third.joined.roots).toEqual([[0, 'shape', 1]])
  await first.rejoin(0)
  expect(first.received.at(-1)).toEqual({ kind: 'refused', code: 'circuit-ended' })
  await second.rejoin(0)
  expect(second.received.at(-1)).toEqual({ kind: 'rejoined', received: 0 })
  // Nobody has left what is open now.
  expect((await next()).received).toEqual([{ kind: 'refused', code: 'circuit-limit' }])
})
