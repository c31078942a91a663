/** Commands that run while a page is awaited or has just come, and rows of events that are answered more than once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { modulesStart } from './loaded-modules.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const TEMPLATES = {
  1: ['layout', '<nav data-live-prefetch="off"><a href="/b">b</a></nav><main _></main>', ['s']],
  2: ['first', '<h1 _></h1><button _>Do</button>', ['s', '@click']],
  3: ['second', '<h1 _></h1>', ['s']],
}
const MARK = { local: 1, run: [['addClass', 'h1', 'marked']] }

/** A page in a layout, whose button marks its heading. */
async function open(which: RegExp = /^$/): Promise<Fixture> {
  const fixture = await testBrowser.open('<div data-live-root="0"></div>', {
    routes: true,
    join: false,
    modules: 'held',
    which,
  })
  await fixture.join([[0, 'values', [1, [2, 'A', MARK]]]], TEMPLATES)
  await modulesStart(fixture.page, ['actions', 'edits', 'kept', 'recovery', 'rows'])
  return fixture
}

const heading = ({ page }: Fixture): Promise<string> =>
  page.locator('h1').evaluate((h1) => `${h1.getAttribute('class') ?? ''}: ${h1.textContent}`)

test('a command of the user runs at once while a page is awaited, stays with its page, and comes back with it', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.click('text="b"')
  await fixture.heard()
  await page.click('button')
  await expect.poll(() => heading(fixture)).toBe('marked: A')
  fixture.say([0, [0, 0, [3, 'B']]], ['page', 1, '/b', 'push', 1, 'key'], 1)
  await expect.poll(() => heading(fixture)).toBe(': B')
  await page.evaluate(() => history.back())
  await fixture.heard()
  await expect.poll(() => heading(fixture)).toBe('marked: A')
  fixture.say([0, [0, 0, [2, 'A again', MARK]]], ['page', 2, '/', 'replace', 1], 2)
  await expect.poll(() => heading(fixture)).toBe('marked: A again')
  expect(await fixture.quiet()).toEqual([])
})

test.each([
  ['run', ['run', ['addClass', 'h1', 'late']]],
  ['dispatch', ['dispatch', 'h1', 'late']],
  ['append', ['append', 'h1', 'late']],
])(
  'a command of the server (%s) that waited for a module longer than for the next page does nothing to that',
  async (_, command) => {
    await using fixture = await open(/commands/)
    const { page } = fixture
    await page.evaluate(() =>
      addEventListener('late', () => document.querySelector('h1')?.classList.add('late')),
    )
    // What is held lets nothing behind it through.
    fixture.say(0, ['run', ['addClass', 'h1', 'late']])
    fixture.say(0, command)
    await page.click('text="b"')
    await fixture.heard()
    fixture.say([0, [0, 0, [3, 'B']]], ['page', 1, '/b', 'push', 1, 'key'], 1)
    await expect.poll(() => heading(fixture)).toBe(': B')
    fixture.release()
    fixture.say(0, ['title', 'after it'])
    await page.waitForFunction(() => document.title === 'after it')
    expect(await heading(fixture)).toBe(': B')
    fixture.say(0, ['run', ['addClass', 'h1', 'in-time']])
    await expect.poll(() => heading(fixture)).toBe('in-time: B')
  },
)

test.each([
  ['done', 1, 1],
  ['refused', ['refused', 1, 'denied'], 0],
])('a row whose event is %s twice goes once, and that of the next event stands', async (_, outcome, rows) => {
  await using fixture = await testBrowser.open('<main data-live-root="0"></main>', { join: false })
  const { page } = fixture
  const optimistic = [['appendRow', 'ul', '<li>new</li>']]
  await fixture.join([[0, 'values', [7, { optimistic }, { i: [] }]]], {
    7: ['h', '<button _>x</button><ul _></ul>', ['@click', 's']],
    8: ['i', '<li _></li>', ['s']],
  })
  const shown = (): Promise<string[]> =>
    page
      .locator('li')
      .evaluateAll((all) => all.map((li) => `${li.textContent} ${li.hasAttribute('data-live-optimistic')}`))
  await page.click('button')
  await expect.poll(shown).toEqual(['new true'])
  await fixture.heard()
  await page.click('button')
  await expect.poll(shown).toEqual(['new true', 'new true'])
  await fixture.heard()
  const row = rows > 0 ? [0, [0, 1, { i: [[8, ['a']]] }]] : 0
  const standing = rows > 0 ? ['a false'] : []
  fixture.say(row, outcome)
  await expect.poll(shown).toEqual([...standing, 'new true'])
  fixture.say(0, outcome)
  await fixture.quiet()
  expect(await shown()).toEqual([...standing, 'new true'])
  fixture.say(0, ['failed', 2])
  await expect.poll(shown).toEqual(standing)
  fixture.say(0, 2)
  expect(await fixture.quiet()).toEqual([])
  expect(await page.locator('[data-live-pending]').count()).toBe(0)
})
