/** New content that throws half way: the page goes on showing what it showed, all of it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, openUnbound } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** A custom element that does not take all that it gets. */
const STRICT = `customElements.define('x-strict', class extends HTMLElement {
  set data(value) { if (value === 'bad') throw new Error('bad data') }
})`

const row = (name: string): string => `<li><b>${name}</b><input><x-strict></x-strict></li>`
const HTML = `<p title="t">one</p><input id="draft" value=""><details open><summary>s</summary></details>
<ul>${row('a')}${row('b')}${row('c')}</ul><x-strict></x-strict><button>old</button>`
const VIEW = `<p _="2"></p><input id="draft" _="2"><details open><summary>s</summary></details>
<ul _></ul><x-strict _></x-strict><button _="2"></button>`

const templates = {
  1: ['view', VIEW, ['=title', 's', '.value', '@input', 's', '.data', '@click', 's']],
  2: ['row', '<li><b _></b><input><x-strict _></x-strict></li>', ['s', '.data']],
}
const shapeOfRow = (key: number): unknown[] => [2, -1, key, 1, { v: 'good' }]
const shape = [
  1,
  4,
  { r: [1, shapeOfRow(10), 1, shapeOfRow(20), 1, shapeOfRow(30)] },
  5,
  { v: 'good' },
  6,
  { v: { prevent: 1 } },
]

/** Other rows in another order, one of which is bad, or the view itself is. */
function content(view: number, bad: 'row' | 'view' | 'none'): unknown[] {
  const data = (where: string): string => (bad === where ? 'bad' : 'good')
  const rows = [
    ['c', 'good', 30],
    ['d', 'good', 40],
    ['A', data('row'), 10],
  ]
  const list = { i: [[view + 1, ...rows]], d: [4, 2, 3, 0] }
  return [view, 'T', 'two', 'from the new view', 0, list, data('view'), 0, 'new']
}

async function openFilled(): Promise<Fixture> {
  const fixture = await openUnbound(testBrowser, HTML)
  const { page } = fixture
  await page.evaluate(STRICT)
  await fixture.join([[0, 'shape', shape]], templates)
  await fixture.quiet()
  await page.waitForLoadState('networkidle')
  for (const [index, text] of ['for a', 'for b', 'for c'].entries())
    await page.locator('li input').nth(index).fill(text)
  await page.locator('li input').nth(2).focus()
  await page.evaluate(`window.nodes = [...document.querySelectorAll('main *')]`)
  return fixture
}

/** All that is shown, and whether it is by the same elements. */
const state = ({ page }: Fixture): Promise<unknown> =>
  page.evaluate(`[document.querySelector('main').innerHTML,
    [...document.querySelectorAll('main *')].map((node) => window.nodes.indexOf(node)),
    [...document.querySelectorAll('input')].map(({ value }) => value),
    window.nodes.indexOf(document.activeElement)]`)

/** Passes over what is said besides. */
async function hears({ heard }: Fixture, word: string): Promise<void> {
  while ((await heard())[0] !== word);
}

/** The texts of the rows, what users typed into them, and which rows were there before. */
const rows = ({ page }: Fixture): Promise<unknown> =>
  page.evaluate(`[...document.querySelectorAll('li')].map((li) =>
    [li.querySelector('b').textContent, li.querySelector('input').value, window.nodes.includes(li)])`)

const NEW_ROWS = [
  ['c', 'for c', true],
  ['d', '', false],
  ['A', 'for a', true],
]

it.each(['row', 'view'] as const)(
  'of a new circuit, in a %s: the page stands as it was, is asked for again, and takes what fits',
  async (where) => {
    await using fixture = await openFilled()
    const { page } = fixture
    const before = await state(fixture)
    await loseCircuit(fixture)
    await joinAgain(fixture, { 7: 'view', 8: 'row' }, content(7, where))
    await page.waitForSelector('html[data-live-status=refused][data-live-code=mismatch]')
    expect(await state(fixture)).toEqual(before)
    // Its button is no button of any circuit.
    await page.click('button')
    expect(await page.evaluate('window.outcomes')).toEqual([['refused', 'expired']])
    // Somebody is back: the next try need not wait.
    await page.evaluate(`dispatchEvent(new Event('online'))`)
    await hears(fixture, 'leave')
    await joinAgain(fixture, { 7: 'view', 8: 'row' }, content(7, 'none'))
    await fixture.quiet()
    expect(await page.innerText('p')).toBe('two')
    expect(await rows(fixture)).toEqual(NEW_ROWS)
  },
)

it.each(['row', 'view'] as const)(
  'of the same circuit, in a %s: the page stands as it was, asks once more, and takes what fits',
  async (where) => {
    await using fixture = await openFilled()
    const { page } = fixture
    const before = await state(fixture)
    fixture.say([0, [99, 'x']])
    await hears(fixture, 'mismatch')
    fixture.say(0, ['epoch', [0, content(1, where)]])
    await hears(fixture, 'mismatch')
    expect(await state(fixture)).toEqual(before)
    fixture.say(0, ['epoch', [0, content(1, 'none')]])
    await fixture.quiet()
    expect(await page.innerText('p')).toBe('two')
    expect(await rows(fixture)).toEqual(NEW_ROWS)
    await page.click('button')
    expect((await fixture.heard()).slice(1, 3)).toEqual(['click', [0, 6]])
  },
)
