/** The examples of the guide to events, run as they stand there, in a browser. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openGuide, type GuideViews } from './guide-views.ts'
import { isSettled } from './wire-tap.ts'

let views: GuideViews
let page: Page

beforeAll(async () => {
  views = await openGuide('docs/guides/events.md')
  ;({ page } = views)
})
afterAll(() => views[Symbol.asyncDispose]())

const open = (name: string): Promise<void> => views.open(name)
const text = (selector: string): Promise<string> => page.innerText(selector)

describe('the guide to events', () => {
  test('sends what was typed when it rests, and at once what is beside it', async () => {
    await open('search')
    await page.locator('[type=search]').pressSequentially('tea')
    await expectEventually(() => text('p')).toContain('tea')
    await page.fill('[name=title]', 'Green')
    await expectEventually(() => text('p')).toBe('tea Green')
    await page.fill('[name=title]', 'Greener')
    // It waits for its second, but not when the control loses the focus.
    await page.press('[name=title]', 'Tab')
    await expectEventually(() => text('p')).toBe('tea Greener')
  })

  test("listens to keys: with others held, repeated, and not in a text where they are the browser's", async () => {
    await open('mail')
    await page.focus('ul')
    await page.keyboard.press('Control+k')
    await expectEventually(() => text('output')).toBe('Searching')
    await page.press('main > input', 'Escape')
    await expectEventually(() => page.locator('output').count()).toBe(0)
    await page.focus('ul')
    await page.keyboard.down('j')
    await page.keyboard.down('j')
    await page.keyboard.up('j')
    await expectEventually(() => text('ul')).toBe('Row 2')

    await page.press('button', 'Control+z')
    await expectEventually(() => text('button')).toBe('Undone: 1')
    await page.locator('textarea').pressSequentially('a')
    await page.press('textarea', 'Control+z')
    expect(await page.inputValue('textarea')).toBe('')
    await isSettled(page)
    expect(await text('button')).toBe('Undone: 1')
  })

  test('asks first, and leaves everything as it was when the answer is no', async () => {
    await open('note')
    const questions: string[] = []
    let answer = false
    page.on('dialog', async (dialog) => {
      questions.push(dialog.message())
      await (answer ? dialog.accept() : dialog.dismiss())
    })
    await page.click('input')
    await page.click('a')
    await page.click('button')
    expect(questions).toEqual(['Show it to everybody?', 'Leave without saving?', 'Delete this note?'])
    expect([await page.isChecked('input'), await text('p')]).toEqual([false, 'Private'])
    answer = true
    await page.click('input')
    await expectEventually(() => text('p')).toBe('Public')
    await page.click('button')
    await expectEventually(() => text('p')).toBe('Deleted')
    await page.click('a')
    await expectEventually(() => Promise.resolve(new URL(page.url()).pathname)).toBe('/mail')
  })

  test('has handlers that come first, that fire once, for the element alone, or leave the browser its own', async () => {
    await open('box')
    const shows = (clicks: number, around: number, beginnings: number): Promise<void> =>
      expectEventually(() => text('p')).toBe(
        `${clicks} clicks, ${around} beside the button, ${beginnings} beginnings`,
      )
    await page.click('section button')
    await shows(1, 0, 1)
    await page.click('section button')
    await shows(2, 0, 1)
    await page.click('section', { position: { x: 500, y: 2 } })
    await shows(3, 1, 1)
    // Its own handler, and the one that comes first.
    await page.click('a')
    await shows(5, 1, 1)
    expect(new URL(page.url()).hash).toBe('#terms')
    await page.click('div > button')
    await shows(6, 1, 1)

    await page.evaluate(() => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['x'], 'plan.txt'))
      const drag = (type: string): boolean | undefined =>
        document
          .querySelector('p')
          ?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }))
      document.title = String([drag('dragover'), drag('drop')])
    })
    await expectEventually(() => text('div > button')).toBe('1 files')
    expect(await page.title()).toBe('false,false')
  })

  test('holds a form while it is under way, refuses what is not allowed, and has the newest take over', async () => {
    await open('booking')
    await page.fill('input', 'Ada')
    await page.click('form button')
    await expectEventually(() =>
      page.locator('input').evaluate((input: HTMLInputElement) => input.readOnly),
    ).toBe(true)
    await expectEventually(() => text('p')).toBe('1 seats, Ada')
    await isSettled(page)
    await page.fill('input', 'Bea')
    await page.click('form button')
    await expectEventually(() => text('p')).toBe('0 seats, Ada and Bea')
    await isSettled(page)
    await page.evaluate(() =>
      document.addEventListener('live:outcome', (event) => {
        // It has the outcome in its detail.
        document.title = (event as CustomEvent<{ readonly outcome: string }>).detail.outcome
      }),
    )
    await page.click('form button')
    await expectEventually(() => page.title()).toBe('refused')
    expect(await text('p')).toBe('0 seats, Ada and Bea')

    await page.click('text=Far')
    await page.click('text=Near')
    await expectEventually(() => text('output')).toBe('near')
  })

  test('refuses what comes too often, says so to the user and to scripts, and is not reset by a reload', async () => {
    await open('feedback')
    for (const sent of ['One', 'Two', 'Three']) {
      await page.fill('input', sent)
      await page.click('form button')
      await isSettled(page)
    }
    expect(await text('ul')).toBe('One\nTwo')
    expect(await text('output')).toBe('You can write again in 30 minutes.')
    await page.click('text=Like')
    await expectEventually(() => text('output + button')).toBe('Like (1)')

    await open('feedback')
    await page.evaluate(() =>
      document.addEventListener('live:outcome', (event) => {
        // It has the outcome in its detail.
        const { outcome, code } = (event as CustomEvent<{ readonly outcome: string; readonly code: string }>)
          .detail
        document.title = `${outcome} ${code}`
      }),
    )
    await page.click('text=Like')
    await expectEventually(() => page.title()).toBe('refused too-often')
    expect(await text('output + button')).toBe('Like (0)')
    await page.fill('input', 'Four')
    await page.click('form button')
    await expectEventually(() => text('output')).toBe('You can write again in 30 minutes.')
    expect(await page.inputValue('input')).toBe('Four')
  })
})

test('every example of it was opened', () => {
  expect(views.unopened()).toEqual([])
})
