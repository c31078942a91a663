/** The examples of the guide to streams, run as they stand there, in a browser. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openGuide, type GuideViews } from './guide-views.ts'
import { innerTexts } from './inner-texts.ts'
import { isSettled } from './wire-tap.ts'

let views: GuideViews
let page: Page

beforeAll(async () => {
  views = await openGuide('docs/guides/streams.md')
  ;({ page } = views)
})
afterAll(() => views[Symbol.asyncDispose]())

const open = (name: string): Promise<void> => views.open(name)
const text = (selector: string): Promise<string> => page.innerText(selector)
const press = async (name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click()
  await isSettled(page)
}

describe('the guide to streams', () => {
  test('has rows come, change and go within a limit, and shows that there are none', async () => {
    await open('chat')
    expect(await text('#none')).toBe('Nobody has said anything.')
    for (const said of ['One', 'Two', 'Three', 'Four']) {
      await page.fill('input', said)
      await press('Say')
    }
    await expectEventually(() => text('ul')).toBe('Two\nThree\nFour')
    expect(await page.locator('#none').count()).toBe(0)
    expect(await text('output')).toBe('3 messages')
    await press('Edit')
    await expectEventually(() => text('ul')).toBe('Two\nThree\nEdited')
    await press('Scroll back')
    await expectEventually(() => text('ul')).toBe('Earlier\nTwo\nThree')
    // It has left: there is nothing to change.
    await press('Edit')
    expect(await text('ul')).toBe('Earlier\nTwo\nThree')
    await press('Clear')
    await expectEventually(() => text('#none')).toBe('Nobody has said anything.')
    expect(await text('output')).toBe('0 messages')
  })

  test('shows a row that is expected without the empty state, and once when it has come', async () => {
    await open('chat')
    await page.fill('input', 'First')
    const seen = await page.evaluate(() => {
      // The effect is shown in the task of the press.
      document.querySelector<HTMLButtonElement>('form button')?.click()
      const none = document.querySelector<HTMLElement>('#none')
      return [document.querySelector('ul')?.innerText.trim(), none && getComputedStyle(none).display]
    })
    expect(seen).toEqual(['First', 'none'])
    await isSettled(page)
    await expectEventually(() => page.locator('li').count()).toBe(1)
    expect(await page.locator('#none').count()).toBe(0)
  })

  test('puts rows at places, has the last leave, and moves what is typed and focused along', async () => {
    await open('ranking')
    await press('Play')
    const names = (): Promise<string[]> =>
      innerTexts(page, 'li').then((all) => all.map((each) => each.trim()))
    await expectEventually(names).toEqual(['Ada 9', 'Bea 8', 'Cy 7'])
    await page.fill('li:nth-of-type(3) input', 'quick')
    await page.evaluate(() => {
      // Pressing it would take the focus away.
      const button = [...document.querySelectorAll('button')].find((each) => each.innerText === 'Cy wins')
      button?.click()
    })
    await expectEventually(names).toEqual(['Cy 20', 'Ada 9', 'Bea 8'])
    expect(await page.inputValue('li:nth-of-type(1) input')).toBe('quick')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Note on Cy')
    expect(await text('output')).toBe('Bea is among them')
    await press('Eve before Ada')
    await expectEventually(names).toEqual(['Cy 20', 'Eve 15', 'Ada 9'])
    await expectEventually(() => text('output')).toBe('without Bea')
  })

  test('fills a stream again that comes back, and keeps several of one view apart', async () => {
    await open('panels')
    await press('Sow')
    await expectEventually(() => text('output')).toBe('1 to do, 1 done')
    expect([await text('ul'), await text('ol')]).toEqual(['Reap', 'Sow'])
    await press('Tasks')
    await expectEventually(() => text('output')).toBe('0 to do, 1 done')
    await press('Tasks')
    await expectEventually(() => text('output')).toBe('2 to do, 1 done')
    expect(await text('ul')).toBe('Sow\nReap')
  })

  test('every example of it was opened', () => {
    expect(views.unopened()).toEqual([])
  })
})
