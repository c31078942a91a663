/** What users do before the page is live. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CLOSE_CODES } from '../../../src/protocol/messages.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const FORM = `<form method="post" data-live-prevent-submit><input name="q" value=""><button>Go</button></form>
<p><a href="about:blank" data-live-prevent-click><b>There</b></a><i>Nothing</i></p>`
const BODY = `<main data-live-root="0">${FORM}</main>`
const TEMPLATES = {
  1: [
    'h',
    `<form method="post" _><input name="q" _="2"><button>Go</button></form>
<p><a href="about:blank" _><b>There</b></a><i>Nothing</i></p>`,
    ['@submit', '.value', '@input', '@click'],
  ],
}

const outcomes = (fixture: Fixture): Promise<unknown[]> => fixture.page.evaluate('window.outcomes')

async function open({ shared = true } = {}): Promise<Fixture> {
  const fixture = await testBrowser.open(BODY, { join: false, shared })
  await fixture.page.evaluate(`window.outcomes = []
    document.addEventListener('live:outcome', ({ target, detail }) =>
      window.outcomes.push([target.localName, detail.outcome, detail.code]))`)
  return fixture
}

it('a submit before the page is live stays in the page, and is handled with what it told then', async () => {
  await using fixture = await open()
  await fixture.page.fill('input', 'secret')
  await fixture.page.click('button')
  await fixture.page.evaluate('document.querySelector("input").value = "later"')
  await fixture.join([[0, 'shape', 1]], TEMPLATES)
  const heard = await fixture.quiet()
  expect(heard).toMatchObject([
    [0, 'input', [0, 2], { value: 'secret' }],
    [0, 'submit', [0, 0], { form: [['q', 'secret']] }],
  ])
  expect(fixture.requests).toEqual([])
})

it('clicks before the page is live are handled in their order, and those that nobody handles are dropped', async () => {
  await using fixture = await open()
  await fixture.page.click('i')
  await fixture.page.click('b')
  await fixture.page.fill('input', 'a')
  await fixture.page.click('b')
  expect(fixture.page.url()).not.toContain('about')
  await fixture.join([[0, 'shape', 1]], TEMPLATES)
  const heard = await fixture.quiet()
  expect(heard.map(([seen, type]) => [seen, type])).toEqual([
    [0, 'click'],
    [0, 'input'],
    [0, 'click'],
  ])
  expect(await outcomes(fixture)).toEqual([])
})

it('a link that is opened in another tab is left to the browser', async () => {
  await using fixture = await open({ shared: false })
  const opened = fixture.page.context().waitForEvent('page')
  await fixture.page.click('b', { modifiers: ['Control'] })
  await opened
  await fixture.join([[0, 'shape', 1]], TEMPLATES)
  expect(await fixture.quiet()).toEqual([])
})

it('what was meant for a page that another process made is refused, and what was typed is told', async () => {
  await using fixture = await open()
  await fixture.page.fill('input', 'typed')
  await fixture.page.click('button')
  await fixture.join([[0, 'values', [1, 0, '', 0, 0]]], TEMPLATES)
  expect(await fixture.heard()).toMatchObject([0, 'input', [0, 2], { value: 'typed' }])
  expect(await fixture.quiet()).toEqual([])
  expect(await fixture.page.inputValue('input')).toBe('typed')
  expect(await outcomes(fixture)).toEqual([['form', 'refused', 'expired']])
})

it('a long text is told as it is, and the submit behind it too', async () => {
  await using fixture = await open()
  const text = 'a text of more than fifty letters, as anybody may type it'
  await fixture.page.locator('input').pressSequentially(text)
  await fixture.page.click('button')
  await fixture.join([[0, 'shape', 1]], TEMPLATES)
  expect(await fixture.quiet()).toMatchObject([
    [0, 'input', [0, 2], { value: text }],
    [0, 'submit', [0, 0], { form: [['q', text]] }],
  ])
  expect(await fixture.page.inputValue('input')).toBe(text)
})

it('a text that was typed before the script ran is told, although its change was recorded and nobody handles that', async () => {
  await using fixture = await open()
  await fixture.page.evaluate(`document.querySelector('input').value = 'typed before'`)
  await fixture.page.evaluate(
    `document.querySelector('input').dispatchEvent(new Event('change', { bubbles: true }))`,
  )
  await fixture.join([[0, 'shape', 1]], TEMPLATES)
  expect(await fixture.heard()).toMatchObject([0, 'input', [0, 2], { value: 'typed before' }])
})

it('a submit for which there is no room is refused', async () => {
  await using fixture = await open()
  await fixture.page.evaluate(`for (let n = 0; n < 100; n++) document.querySelector('b').click()`)
  await fixture.page.click('button')
  expect((await outcomes(fixture)).at(-1)).toEqual(['form', 'refused', 'limited'])
})

it('a field in which Enter alone is prevented takes all other keys', async () => {
  await using fixture = await testBrowser.open(
    '<main data-live-root="0"><textarea data-live-prevent-keydown="Enter Escape"></textarea></main>',
    { join: false },
  )
  await fixture.page.locator('textarea').pressSequentially('ab\nc')
  expect(await fixture.page.inputValue('textarea')).toBe('abc')
})

it('a dialog is closed by its form', async () => {
  await using fixture = await testBrowser.open(
    `<main data-live-root="0"><dialog><form method="dialog" data-live-prevent-submit><button>x</button></form></dialog></main>`,
    { join: false },
  )
  await fixture.page.evaluate('document.querySelector("dialog").showModal()')
  await fixture.page.click('button')
  expect(await fixture.page.locator('dialog').isVisible()).toBe(false)
})

it('more than a hundred are not kept', async () => {
  await using fixture = await open()
  await fixture.page.evaluate(`for (let n = 0; n < 150; n++) document.querySelector('b').click()`)
  await fixture.join([[0, 'shape', 1]], TEMPLATES)
  // It sends half of its burst before it waits.
  expect(await fixture.quiet()).toHaveLength(50)
  fixture.say('received', 50)
  for (let n = 50; n < 100; n++) await fixture.heard()
  expect(await fixture.quiet()).toEqual([])
})

it('a page that ends before it is live lets its links and forms go, and refuses what it held', async () => {
  await using fixture = await open({ shared: false })
  await fixture.heard()
  await fixture.page.fill('input', 'a')
  await fixture.page.click('button')
  fixture.cut(CLOSE_CODES.ended)
  await fixture.page.waitForSelector('html[data-live-status=ended]')
  expect(await outcomes(fixture)).toEqual([['form', 'refused', 'expired']])
  await fixture.page.click('b')
  await fixture.page.waitForURL('about:blank')
})

it('a page that has ended leaves links and forms to the browser', async () => {
  await using fixture = await open()
  await fixture.join([[0, 'shape', 1]], TEMPLATES)
  await fixture.quiet()
  fixture.cut(CLOSE_CODES.superseded)
  await fixture.page.waitForSelector('html[data-live-status=ended]')
  await fixture.page.click('b')
  await expect.poll(() => fixture.page.url()).toBe('about:blank')
})
