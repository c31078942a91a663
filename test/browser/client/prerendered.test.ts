/** Pages that the browser has made before anybody asked for them. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** The browser without a window makes no pages ahead: the document says that it is one, as such a page does. */
const AHEAD = `<script>
  let isAhead = true
  Object.defineProperty(Document.prototype, 'prerendering', { get: () => isAhead })
  window.sockets = 0
  window.WebSocket = class extends WebSocket {
    constructor(...address) { super(...address); window.sockets++ }
  }
  window.show = () => {
    isAhead = false
    document.dispatchEvent(new Event('prerenderingchange'))
  }
</script>`

it('open no socket until somebody sees them, and join then', async () => {
  await using fixture = await testBrowser.open(`${AHEAD}<button live-click="add">Add</button>`, {
    join: false,
  })
  const { page } = fixture
  await page.waitForLoadState('networkidle')
  expect(
    await page.evaluate('[window.sockets, document.documentElement.dataset.liveStatus ?? null]'),
  ).toEqual([0, null])
  await page.evaluate('window.show()')
  await fixture.join()
  await page.waitForSelector('html[data-live-status=live]')
  await page.click('button')
  expect((await fixture.heard()).slice(1)).toEqual(['click', 'add', expect.anything()])
  expect(await page.evaluate('window.sockets')).toBe(1)
})
