/** Events that wait for their time or their turn: what they tell, and what becomes of them when they are never sent. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const LONG = 60_000

/** A page of one template, with these parts and their values. Its modules are there. */
async function open(html: string, parts: Record<string, unknown>): Promise<Fixture> {
  const fixture = await testBrowser.open('<main data-live-root="0"></main>', { join: false })
  const warm = `${html}<i id="warm" _>warm</i>`
  const all = { ...parts, '@click     ': { local: 1, run: [['hide', '#warm']], x: { confirm: '' } } }
  const template = ['h', warm, Object.keys(all).map((part) => part.trim())]
  await fixture.join([[0, 'values', [7, ...Object.values(all)]]], { 7: template })
  await fixture.page.click('#warm')
  await fixture.page.waitForSelector('#warm', { state: 'hidden' })
  await fixture.page.waitForFunction(() =>
    ['options', 'edits'].every((module) =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith(`/${module}.js`)),
    ),
  )
  await fixture.quiet()
  return fixture
}

/** What was sent: the forms of submits. */
async function forms(fixture: Fixture): Promise<unknown[]> {
  const frames = await fixture.quiet()
  return frames.map(([, , , payload]) => (payload as { form?: unknown }).form)
}

/** How events end, as the page says it. */
async function followOutcomes(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const outcomes: string[] = []
    addEventListener('live:outcome', ({ detail }: Event & { detail?: { outcome: string; code: string } }) =>
      outcomes.push(`${detail?.outcome} ${detail?.code}`),
    )
    Object.assign(window, { outcomes })
  })
  return () => page.evaluate(() => (window as unknown as { outcomes: string[] }).outcomes)
}

describe('a submit that waits', () => {
  const emptying = { optimistic: [['setValue', { inside: 'input' }, '']] }

  test.each([
    ['for the one before it', { latest: 1, ...emptying }],
    ['for its time', { latest: 0, x: { throttle: LONG }, ...emptying }],
  ])('%s tells what was in its field, and not what is expected to be there', async (_, binding) => {
    await using fixture = await open(
      '<form _=2><input name="title"></form><button _ type="button">x</button>',
      {
        '@submit': binding,
        '@input': 0,
        '@click': 0,
      },
    )
    const { page } = fixture
    const add = async (title: string): Promise<void> => {
      await page.evaluate((text) => {
        const input = document.querySelector('input')
        if (input) input.value = text
        document.querySelector('form')?.requestSubmit()
      }, title)
      expect(await page.inputValue('input')).toBe('')
    }
    await add('Salt')
    expect(await forms(fixture)).toEqual([[['title', 'Salt']]])
    await add('Bread')
    // The next one is begun before this one is sent.
    await page.evaluate(() => {
      const input = document.querySelector('input')
      if (input) input.value = 'T'
    })
    if (binding.latest) fixture.say(0, 1)
    else await page.evaluate(() => dispatchEvent(new Event('popstate')))
    expect(await forms(fixture)).toEqual([[['title', 'Bread']]])
  })

  test('leaves what is typed after it, whatever its handler resets', async () => {
    await using fixture = await open('<form _><input name="title"></form>', { '@submit': { latest: 1 } })
    const { page } = fixture
    for (const title of ['Salt', 'Bread']) {
      await page.fill('input', title)
      await page.keyboard.press('Enter')
    }
    await page.fill('input', 'Tea')
    expect(await forms(fixture)).toEqual([[['title', 'Salt']]])
    fixture.say(0, 1)
    expect(await forms(fixture)).toEqual([[['title', 'Bread']]])
    fixture.say(0, ['reset', 2], 2)
    await fixture.quiet()
    expect(await page.inputValue('input')).toBe('Tea')
  })
})

describe('a debounced event', () => {
  const typing = { x: { debounce: LONG }, optimistic: [['addClass', {}, 'typing']] }

  test('whose element went is refused, and nothing is expected of it any more', async () => {
    await using fixture = await open('<p><input _=2></p>', { '.value': '', '@input': typing })
    const { page } = fixture
    const outcomes = await followOutcomes(page)
    await page.fill('input', 'a')
    await page.waitForSelector('input.typing')
    fixture.say([0, [0, 1, null]])
    await fixture.quiet()
    await page.evaluate(() => dispatchEvent(new Event('popstate')))
    expect(await fixture.quiet()).toEqual([])
    expect(await outcomes()).toEqual(['refused gone'])
    expect(await page.locator('input.typing').count()).toBe(0)
  })

  test('of another control does not end what is expected of the first one', async () => {
    await using fixture = await open('<form _><input name="a"><input name="b"></form>', {
      '@input': { ...typing, optimistic: [['setAttribute', {}, 'data-last', 'x']] },
    })
    const { page } = fixture
    await page.evaluate(() => {
      for (const input of document.querySelectorAll('input')) {
        input.value = input.name
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }
    })
    await page.evaluate(() => dispatchEvent(new Event('popstate')))
    expect(await fixture.quiet()).toHaveLength(2)
    fixture.say(0, 2)
    await fixture.quiet()
    expect(await page.getAttribute('form', 'data-last')).toBe('x')
    fixture.say(0, 1)
    await fixture.quiet()
    expect(await page.getAttribute('form', 'data-last')).toBe(null)
  })
})
