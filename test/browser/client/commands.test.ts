/** What commands have said of attributes stays with its elements, whatever brings the same values again. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, mismatch, openShown } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const WAYS = ['a new circuit', 'a mismatch'] as const

/** The templates are known from before. */
async function renew(fixture: Fixture, way: (typeof WAYS)[number], content: unknown): Promise<void> {
  if (way === 'a mismatch') return mismatch(fixture, content)
  await loseCircuit(fixture)
  await joinAgain(fixture, { 1: 'h' }, content)
  await fixture.quiet()
}

async function run(fixture: Fixture, ...commands: readonly unknown[]): Promise<void> {
  fixture.say(0, ['run', ...commands, ['setAttribute', 'html', 'data-ran', '']])
  await fixture.page.waitForSelector('html[data-ran]')
}

it.each(WAYS)(
  'commands stand through %s that says the same, and end with one that says something else',
  async (way) => {
    await using fixture = await openShown(testBrowser, {
      html: '<p class="card" lang="en">x</p><b title="One">y</b>',
      templates: { 1: ['h', '<p _="2">x</p><b _>y</b>', ['=class', '?hidden', '*']] },
      shape: 1,
    })
    await run(
      fixture,
      ['addClass', 'p', 'open'],
      ['hide', 'p'],
      ['setAttribute', 'b', 'title', 'Two'],
      ['setAttribute', 'b', 'dir', 'rtl'],
    )
    await renew(fixture, way, [1, 'card', 0, { title: 'One' }])
    expect(await fixture.page.innerHTML('main')).toBe(
      '<p class="card open" lang="en" hidden="">x</p><b title="Two" dir="rtl">y</b>',
    )
    await renew(fixture, 'a mismatch', [1, 'card open', 1, { title: 'Three' }])
    await renew(fixture, 'a mismatch', [1, 'card', 0, { title: 'Three' }])
    expect(await fixture.page.innerHTML('main')).toBe(
      '<p class="card" lang="en">x</p><b title="Three" dir="rtl">y</b>',
    )
  },
)

it('commands stay with rows that move, and a row that takes their place has none of it', async () => {
  await using fixture = await openShown(testBrowser, {
    html: '<b><i class="a"></i><i class="b"></i></b>',
    templates: { 1: ['h', '<b _></b>', ['s']], 2: ['r', '<i _></i>', ['=class']] },
    shape: [1, 0, { r: [2, 2] }],
  })
  await run(fixture, ['addClass', '.a', 'marked'])
  fixture.say([0, [0, 0, { o: [[-1, 0]], u: [0, [0, 'c']] }]])
  await fixture.page.waitForFunction(() => document.querySelector('i')?.className === 'b')
  expect(await fixture.page.innerHTML('b')).toBe('<i class="b"></i><i class="c marked"></i>')
  fixture.say([0, [0, 0, { x: [0], o: [[-1, [2, [2, ['d']]]]] }]])
  await fixture.page.waitForSelector('.d', { state: 'attached' })
  expect(await fixture.page.innerHTML('b')).toBe('<i class="b"></i><i class="d"></i>')
})
