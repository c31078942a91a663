/** What is typed before the script has run goes to what it was typed about, or nowhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { joinAgain, openUnbound } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const person = (name: string): string => `<li><b>${name}</b><input name="q"></li>`
const people = { 1: ['h', '<ul _></ul>', ['s']], 2: ['i', '<li><b _></b><input name="q"></li>', ['s']] }

function noted({ page }: Fixture): Promise<unknown> {
  return page.evaluate(
    `[...document.querySelectorAll('li')].map((row) => [row.querySelector('b').textContent, row.querySelector('input').value])`,
  )
}

describe('when another process answers the join', () => {
  it('a text about one row does not stand at another one', async () => {
    await using fixture = await openUnbound(testBrowser, `<ul>${person('Ann')}${person('Bob')}</ul>`)
    await fixture.page.locator('input').nth(1).fill('about Bob')
    const rows = [2, ['Bob', 22], ['Cleo', 33]]
    await fixture.join([[0, 'values', [1, { i: [rows] }]]], people)
    await fixture.page.waitForFunction(`document.querySelector('b').textContent === 'Bob'`)
    expect(await noted(fixture)).toEqual([['Bob', 'about Bob'], ['Cleo', '']]) // prettier-ignore
  })

  it('the handler of the row is told what was typed there, and no other one', async () => {
    const row = (name: string): string => `<li><b>${name}</b><input value=""></li>`
    await using fixture = await openUnbound(testBrowser, `<ul>${row('Ann')}${row('Bob')}</ul>`)
    await fixture.page.locator('input').nth(1).fill('about Bob')
    const templates = { 1: people[1], 2: ['i', '<li><b _></b><input _="2"></li>', ['s', '.value', '@input']] }
    const rows = [2, ['Bob', '', 0, 22], ['Cleo', '', 0, 33]]
    await fixture.join([[0, 'values', [1, { i: [rows] }]]], templates)
    expect(await fixture.heard()).toMatchObject([0, 'input', [0, 0, 0, 2], { value: 'about Bob' }])
    fixture.say(0, 1)
    expect(await fixture.quiet()).toEqual([])
  })

  it('a row of a stream gets nothing that was typed into another one', async () => {
    await using fixture = await openUnbound(testBrowser, `<ul>${person('Ann')}${person('Bob')}</ul>`)
    await fixture.page.locator('input').nth(1).fill('about Bob')
    const rows = [['bob', 2, 'Bob'], ['cleo', 2, 'Cleo']] // prettier-ignore
    await fixture.join([[0, 'values', [1, { k: rows }]]], people)
    await fixture.page.waitForFunction(`document.querySelector('b').textContent === 'Bob'`)
    expect(await noted(fixture)).toEqual([['Bob', 'about Bob'], ['Cleo', '']]) // prettier-ignore
  })

  const form = '<form id="f"><b>Ann</b><input name="q"></form>'
  const keyed = {
    1: ['h', '<i _></i><form id="f" _></form>', ['s', 's']],
    2: ['i', '<b _></b><input name="q">', ['s']],
  }

  it.each([
    ['content with a key that shows the same keeps it', 'Ann', 'about Ann'],
    ['content with a key that shows another record gets nothing', 'Bob', ''],
  ])('%s', async (_, name, value) => {
    await using fixture = await openUnbound(testBrowser, `<i>1</i>${form}`)
    await fixture.page.fill('input', 'about Ann')
    await fixture.join([[0, 'values', [1, '2', [2, name, 11]]]], keyed)
    await fixture.page.waitForFunction(`document.querySelector('i').textContent === '2'`)
    expect([await fixture.page.innerText('b'), await fixture.page.inputValue('input')]).toEqual([name, value])
  })
})

it('rows with keys keep it when the first token is refused', async () => {
  await using fixture = await openUnbound(testBrowser, `<ul>${person('Ann')}${person('Bob')}</ul>`)
  await fixture.page.locator('input').nth(1).fill('about Bob')
  expect((await fixture.heard())[0]).toBe('join')
  fixture.say('refused', 'token-expired')
  await joinAgain(fixture, people, [1, { i: [[2, ['Ann', 11], ['Bob', 22]]] }])
  await fixture.quiet()
  expect(await noted(fixture)).toEqual([['Ann', ''], ['Bob', 'about Bob']]) // prettier-ignore
})

describe('when the HTML of the response does not fit', () => {
  const templates = { 1: ['h', '<h1>Ad</h1><ul _></ul>', ['s']], 2: people[2] }

  async function openBlocked(): Promise<Fixture> {
    const fixture = await openUnbound(testBrowser, `<h1>Ad</h1><ul>${person('Ann')}${person('Bob')}</ul>`)
    await fixture.page.locator('input').nth(1).fill('about Bob')
    await fixture.page.evaluate(`document.querySelector('h1').remove()`)
    await fixture.join([[0, 'shape', [1, 0, { r: [2, 2] }]]], templates)
    expect((await fixture.heard())[0]).toBe('mismatch')
    return fixture
  }

  it.each([
    ['the row keeps it', ['Ann', 'Bob'], ['', 'about Bob']],
    ['the row keeps it in another place', ['Bob', 'Cleo'], ['about Bob', '']],
    ['other rows get nothing', ['Ann', 'Cleo'], ['', '']],
  ])('%s', async (_, names, values) => {
    await using fixture = await openBlocked()
    const rows = names.map((name, index) => [name, index])
    fixture.say(0, ['epoch', [0, [1, { i: [[2, ...rows]] }]]])
    await fixture.quiet()
    expect(await noted(fixture)).toEqual(names.map((name, index) => [name, values[index]]))
  })

  it('the handler is told', async () => {
    const row = (name: string): string => `<li><b>${name}</b><input name="q" value=""></li>`
    await using fixture = await openUnbound(testBrowser, `<h1>Ad</h1><ul>${row('Ann')}${row('Bob')}</ul>`)
    await fixture.page.locator('input').nth(1).fill('about Bob')
    await fixture.page.evaluate(`document.querySelector('h1').remove()`)
    const bound = ['i', '<li><b _></b><input name="q" _="2"></li>', ['s', '.value', '@input']]
    await fixture.join([[0, 'shape', [1, 0, { r: [2, 2] }]]], { ...templates, 2: bound })
    expect((await fixture.heard())[0]).toBe('mismatch')
    const rows = [2, ['Ann', '', 0, 11], ['Bob', '', 0, 22]]
    fixture.say(0, ['epoch', [0, [1, { i: [rows] }]]])
    expect(await fixture.heard()).toMatchObject([
      expect.any(Number),
      'input',
      [0, 0, 1, 2],
      { value: 'about Bob' },
    ])
    fixture.say(0, 1)
    expect(await fixture.quiet()).toEqual([])
  })
})

it('what an input method composes before the module of edits is there is not touched until it is chosen', async () => {
  await using fixture = await testBrowser.open('<main data-live-root="0"><input value=""></main>', {
    join: false,
    modules: 'held',
    which: /edits/,
  })
  await fixture.join([[0, 'shape', 1]], { 1: ['h', '<input _="2">', ['.value', '@input']] })
  const { page } = fixture
  await page.waitForSelector('html[data-live-status=live]')
  await page.focus('input')
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: 'n', selectionStart: 1, selectionEnd: 1 })
  expect(await fixture.heard()).toMatchObject([0, 'input', [0, 1], { value: 'n' }])
  fixture.say([0, [0, 0, 'N']], 1)
  fixture.release()
  expect(await fixture.quiet()).toEqual([])
  expect(await page.inputValue('input')).toBe('n')
  await session.send('Input.insertText', { text: '日' })
  expect((await fixture.heard()).slice(1)).toMatchObject(['input', [0, 1], { value: '日' }])
})
