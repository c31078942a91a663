/** Native dialogs that commands open and close: where the focus goes. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const ROW = 'opens a dialog'
const TEMPLATES = {
  1: ['q', '<a href="#top" id="top">Top</a><ul _></ul><div _></div>', ['s', 's']],
  2: ['r', `<li><button id="opener">${ROW}</button></li><li><button id="other">${ROW}</button></li>`, []],
  3: ['t', `<li><button id="other">${ROW}</button></li>`, []],
  4: [
    'u',
    '<dialog id="outer"><p _></p></dialog><dialog id="inner"><button id="deep">Deep</button></dialog>',
    ['s'],
  ],
  5: ['v', '<button id="yes">Yes</button>', []],
}

async function open(): Promise<Fixture> {
  const fixture = await testBrowser.open('<main data-live-root="0"></main>', { join: false })
  await fixture.join([[0, 'values', [1, [2], [4, [5]]]]], TEMPLATES)
  await fixture.page.waitForSelector('#opener')
  await fixture.page.focus('#opener')
  return fixture
}

const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id)

async function run(fixture: Fixture, command: 'open' | 'close', target: string): Promise<void> {
  fixture.say(0, ['run', [command, target]])
  await expectEventually(() => fixture.page.locator(`${target}:modal`).count()).toBe(
    command === 'open' ? 1 : 0,
  )
}

const removeOpener = async (fixture: Fixture): Promise<void> => {
  fixture.say([0, [0, 0, [3]]])
  await expectEventually(() => fixture.page.locator('#opener').count()).toBe(0)
}

describe('the focus of a dialog that is closed', () => {
  it('goes to what opened it', async () => {
    await using fixture = await open()
    await run(fixture, 'open', '#outer')
    expect(await focused(fixture.page)).toBe('yes')
    await run(fixture, 'close', '#outer')
    await expectEventually(() => focused(fixture.page)).toBe('opener')
  })

  it('goes to what is around its opener, where that was removed while it was open', async () => {
    await using fixture = await open()
    await run(fixture, 'open', '#outer')
    await removeOpener(fixture)
    await fixture.page.keyboard.press('Escape')
    await expectEventually(() => focused(fixture.page)).toBe('other')
  })

  it('goes to what is around its opener, where that is removed right after', async () => {
    await using fixture = await open()
    await run(fixture, 'open', '#outer')
    await run(fixture, 'close', '#outer')
    await expectEventually(() => focused(fixture.page)).toBe('opener')
    await removeOpener(fixture)
    await expectEventually(() => focused(fixture.page)).toBe('other')
  })

  it('goes from a dialog in which another was opened to the opener of that', async () => {
    await using fixture = await open()
    await run(fixture, 'open', '#outer')
    await run(fixture, 'open', '#inner')
    expect(await focused(fixture.page)).toBe('deep')
    fixture.say([0, [0, 1, [0, 0, 'gone']]])
    await expectEventually(() => fixture.page.locator('#yes').count()).toBe(0)
    await run(fixture, 'close', '#outer')
    await removeOpener(fixture)
    await run(fixture, 'close', '#inner')
    await expectEventually(() => focused(fixture.page)).toBe('other')
  })

  it('stays where the user has put it before its opener is removed', async () => {
    await using fixture = await open()
    const { page } = fixture
    await run(fixture, 'open', '#outer')
    await run(fixture, 'close', '#outer')
    await expectEventually(() => focused(page)).toBe('opener')
    await page.mouse.click(5, 400)
    expect(await focused(page)).toBe('')
    await removeOpener(fixture)
    await fixture.quiet()
    expect(await focused(page)).toBe('')
  })
})
