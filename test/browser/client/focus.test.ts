/** Focus traps: elements that keep the focus as long as they are shown. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const TEMPLATES = {
  1: ['h', '<p _></p><p _></p><p _></p>', ['s', 's', 's']],
  2: ['i', '<button id="opener">Open</button>', []],
  3: [
    'j',
    '<section _><input id="first"><button id="second">b</button><button disabled>c</button></section>',
    ['#Focus'],
  ],
  4: ['k', '<section _><button id="other">d</button><button hidden>e</button></section>', ['#Focus']],
  5: ['l', '<a id="near" href="#">f</a>', []],
}

/** A page with an opener among other things that take the focus, and two places for dialogs. */
async function open(): Promise<Fixture> {
  const fixture = await testBrowser.open(
    '<button id="before">x</button><main data-live-root="0"></main><button id="after">y</button>',
    { join: false },
  )
  await fixture.join([[0, 'values', [1, [2], '', '']]], TEMPLATES)
  await fixture.page.waitForSelector('#opener')
  await fixture.page.focus('#opener')
  return fixture
}

const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id)

/** Shows something in a place of the page. */
const show = (fixture: Fixture, place: number, content: unknown): void =>
  fixture.say([0, [0, place, content]])

/** Shows the dialog with two things that take the focus. */
async function showDialog(fixture: Fixture): Promise<void> {
  show(fixture, 1, [3, [true, 0]])
  await expectEventually(() => focused(fixture.page)).toBe('first')
}

async function press(page: Page, keys: readonly string[]): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = []
  for (const key of keys) {
    await page.keyboard.press(key)
    ids.push(await focused(page))
  }
  return ids
}

describe('a focus trap', () => {
  it('takes the focus, keeps it from the Tab key, presses and scripts, and gives it back', async () => {
    await using fixture = await open()
    const { page } = fixture
    await showDialog(fixture)
    expect(await press(page, ['Tab', 'Tab', 'Shift+Tab', 'Shift+Tab'])).toEqual([
      'second',
      'first',
      'second',
      'first',
    ])
    await page.keyboard.press('Tab')
    await page.click('#after')
    expect(await focused(page)).toBe('second')
    await page.evaluate(() => document.querySelector<HTMLElement>('#before')?.focus())
    expect(await focused(page)).toBe('second')
    show(fixture, 1, '')
    await expectEventually(() => focused(page)).toBe('opener')
    expect(await press(page, ['Tab'])).toEqual(['after'])
  })

  it('gives it to the nearest living ancestor of an opener that went, and leaves it where a handler has put it', async () => {
    await using fixture = await open()
    const { page } = fixture
    await showDialog(fixture)
    show(fixture, 0, [5])
    show(fixture, 1, '')
    await expectEventually(() => focused(page)).toBe('near')
    await showDialog(fixture)
    fixture.say([0, [0, 1, '']], ['focus', '#after'])
    await expectEventually(() => focused(page)).toBe('after')
  })

  it('rules when it is the newest, also where the one that it was opened from goes first', async () => {
    await using fixture = await open()
    const { page } = fixture
    await showDialog(fixture)
    await press(page, ['Tab'])
    show(fixture, 2, [4, [true, 0]])
    await expectEventually(() => focused(page)).toBe('other')
    expect(await press(page, ['Tab', 'Shift+Tab'])).toEqual(['other', 'other'])
    await page.evaluate(() => document.querySelector<HTMLElement>('#first')?.focus())
    expect(await focused(page)).toBe('other')
    show(fixture, 2, '')
    await expectEventually(() => focused(page)).toBe('second')
    show(fixture, 2, [4, [true, 0]])
    await expectEventually(() => focused(page)).toBe('other')
    show(fixture, 1, '')
    show(fixture, 2, '')
    await expectEventually(() => focused(page)).toBe('opener')
  })

  it('keeps the focus where something in it throws on taking it, and the page stays as it is', async () => {
    await using fixture = await open()
    const { page } = fixture
    await page.evaluate(() => {
      const { focus } = HTMLElement.prototype
      HTMLElement.prototype.focus = function (options) {
        if (this.id === 'first') throw new Error('of its own')
        focus.call(this, options)
      }
    })
    show(fixture, 1, [3, [true, 0]])
    await expectEventually(() => focused(page)).toBe('second')
    expect(await fixture.heard()).toEqual(['problem', 'command-failed', 'focus: Error: of its own'])
    await page.focus('#after')
    expect(await focused(page)).toBe('second')
    const heard = await fixture.quiet()
    expect(heard.filter(([word]) => word !== 'problem')).toEqual([])
  })

  it('is over while it is hidden, inactive or behind a modal dialog', async () => {
    await using fixture = await open()
    const { page } = fixture
    await showDialog(fixture)
    await page.evaluate(() => document.querySelector('section')?.toggleAttribute('hidden', true))
    await expectEventually(() => focused(page)).toBe('opener')
    await page.evaluate(() => document.querySelector('section')?.toggleAttribute('hidden', false))
    await expectEventually(() => focused(page)).toBe('first')
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<dialog><button id="modal">m</button></dialog>')
      document.querySelector('dialog')?.showModal()
    })
    expect(await focused(page)).toBe('modal')
    await page.evaluate(() => document.querySelector('dialog')?.remove())
    await page.focus('#first')
    show(fixture, 1, [0, 0, [false, 0]])
    await expectEventually(() => focused(page)).toBe('opener')
  })
})
