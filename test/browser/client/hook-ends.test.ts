/** Hooks whose page or connection goes while they are at work. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const module = (script: string): string => `data:text/javascript,${encodeURIComponent(script)}`
const SCRIPTS = JSON.stringify({
  fragile: module(`export default {
    mounted: (port) => (window.fragile = port),
    disconnected() { throw new Error('no line') },
    reconnected() { throw new Error('a line again') },
  }`),
  endless: module(`export default {
    mounted({ element, own }) {
      window.ownLate = (node) => own(node)
      const menu = document.body.appendChild(document.createElement('menu'))
      menu.id = 'owned-' + element.id
      own(menu)
      return new Promise((resolve) => (window.end = resolve))
    },
    destroyed: () => (window.ended = true),
  }`),
})

async function open(content: unknown): Promise<Fixture> {
  const fixture = await testBrowser.open('<div data-live-root="0"></div>', {
    join: false,
    shared: false,
    nonce: ` data-live-hook-scripts="${SCRIPTS.replaceAll('"', '&quot;')}"`,
  })
  await fixture.join([[0, 'values', [1, content]]], {
    1: ['page', `<main _></main>`, ['s']],
    2: ['hooked', '<div id="hooked" _ data-live-foreign></div>', ['!Hooks']],
  })
  return fixture
}

it('what a hook throws in disconnected and reconnected is reported once each, when the page is live again', async () => {
  await using fixture = await open([2, [['fragile', null], null]])
  const { page } = fixture
  await page.waitForFunction('window.fragile')
  fixture.cut()
  expect((await fixture.heard())[0]).toBe('rejoin')
  fixture.say('rejoined', { received: 0 })
  const reports = [await fixture.heard(), await fixture.heard()]
  expect(reports.map(([, code, detail]) => `${String(code)} ${String(detail)}`).toSorted()).toEqual([
    'hook-failed hook "fragile", disconnected: Error: no line',
    'hook-failed hook "fragile", reconnected: Error: a line again',
  ])
})

it('nodes of a hook whose mounted never ends leave the document with its element, come back with it, and go for good', async () => {
  await using fixture = await open([2, [['endless', null], null]])
  const { page } = fixture
  const owned = page.locator('#owned-hooked')
  await expectEventually(() => owned.count()).toBe(1)
  fixture.say([0, [0, 0, 'nothing']])
  await expectEventually(() => page.innerText('main')).toBe('nothing')
  await expectEventually(() => owned.count()).toBe(0)
  // What it owns from now on is not seen either.
  await page.evaluate(() => {
    const late = document.body.appendChild(document.createElement('menu'))
    late.id = 'owned-late'
    const { ownLate } = window as unknown as { ownLate(node: Node): void }
    ownLate(late)
  })
  expect(await page.locator('#owned-late').count()).toBe(0)
  await page.evaluate('end()')
  await expectEventually(() => page.evaluate('window.ended')).toBe(true)
  expect(await page.locator('menu').count()).toBe(0)
})
