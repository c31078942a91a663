/** The time from the answer to a join, or from a difference that does not fit, until content in full is shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { innerTexts } from '../inner-texts.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, openShown } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const ROOT = 'data-live-root="0" data-live-key="view"'
/** What is sent at once is there within this time, in milliseconds. */
const A_WHILE = 300

describe('while a module that shows content in full is on its way', () => {
  const ROWS = {
    1: ['h', '<ul _></ul>', ['s']],
    2: ['i', '<li><b _></b><button _>Delete</button></li>', ['s', '@click']],
  }
  const row = (name: string): string => `<li><b>${name}</b><button>Delete</button></li>`

  it('a click on a row of the circuit before is refused, and deletes no other row', async () => {
    await using fixture = await testBrowser.open(`<main ${ROOT}><ul>${row('Ann')}${row('Bob')}</ul></main>`, {
      join: false,
      modules: 'held',
      which: /edits/,
    })
    await fixture.page.evaluate(`addEventListener('live:outcome', ({ detail }) => (window.outcome = detail))`)
    await fixture.join([[0, 'shape', [1, 0, { r: [2, 2] }]]], ROWS)
    await fixture.quiet()
    await loseCircuit(fixture)
    // Row 1 is somebody else than before.
    await joinAgain(fixture, { 1: 'h', 2: 'i' }, [1, { i: [[2, ['Bob', 0], ['Cleo', 0]]] }])
    await isLive(fixture)
    await fixture.page.click('li:nth-child(2) button')
    expect(await fixture.page.evaluate('window.outcome')).toEqual({
      type: 'click',
      outcome: 'refused',
      code: 'expired',
    })
    fixture.release()
    await expect.poll(() => innerTexts(fixture.page, 'b')).toEqual(['Bob', 'Cleo'])
    expect(await fixture.quiet()).toEqual([])
  })

  it('what comes behind an epoch is applied behind it', async () => {
    await using fixture = await testBrowser.open(`<main ${ROOT}><b>0</b></main>`, {
      join: false,
      modules: 'held',
      which: /edits/,
    })
    await fixture.join([[0, 'shape', 1]], { 1: ['h', '<b _></b>', ['s']] })
    fixture.say([0, [99, 'x']])
    expect((await fixture.heard())[0]).toBe('mismatch')
    fixture.say(0, ['epoch', [0, [1, '1']]])
    fixture.say([0, [0, 0, '2']])
    await fixture.page.waitForTimeout(A_WHILE)
    fixture.release()
    await expect.poll(() => fixture.page.innerText('b')).toBe('2')
  })

  it('the focus that a handler asks for is put into that content', async () => {
    await using fixture = await testBrowser.open(`<main ${ROOT}><b>0</b></main>`, {
      join: false,
      modules: 'held',
      which: /recovery|edits/,
    })
    await fixture.join([[0, 'values', [1]]], { 1: ['h', '<input id="new">', []] })
    fixture.say(0, ['focus', '#new'])
    await fixture.page.waitForTimeout(A_WHILE)
    fixture.release()
    await expect.poll(() => fixture.page.evaluate('document.activeElement.id')).toBe('new')
  })

  it('a submit does not leave the page', async () => {
    await using fixture = await testBrowser.open(`<main ${ROOT}>${FORM}</main>`, {
      join: false,
      modules: 'held',
      which: /recovery|edits/,
    })
    await fixture.join([[0, 'values', [1, 0]]], FORM_TEMPLATE)
    await isLive(fixture)
    await expectSubmitStays(fixture)
  })
})

describe('while the server is asked for everything in full', () => {
  it('a submit does not leave the page', async () => {
    await using fixture = await testBrowser.open(`<main ${ROOT}>${FORM}<hr></main>`, { join: false })
    await fixture.page.evaluate(`document.querySelector('hr').remove()`)
    await fixture.join([[0, 'shape', 1]], { 1: ['h', `${FORM_TEMPLATE[1][1]}<hr>`, ['@submit']] })
    expect((await fixture.heard())[0]).toBe('mismatch')
    await expectSubmitStays(fixture)
  })

  it('the focus that a handler asks for is put into the content that comes', async () => {
    await using fixture = await openShown(testBrowser, {
      html: '<b>1</b><div></div>',
      templates: { 1: ['h', '<b _></b><div _></div>', ['s', 's']] },
      shape: 1,
    })
    fixture.say([0, [99, 'x']])
    expect((await fixture.heard())[0]).toBe('mismatch')
    fixture.say({ 2: ['i', '<input id="new">', []] }, [0, [0, 1, [2]]], ['focus', '#new'])
    await fixture.page.waitForTimeout(A_WHILE)
    fixture.say(0, ['epoch', [0, [1, '2', [2]]]])
    await expect.poll(() => fixture.page.evaluate('document.activeElement.id')).toBe('new')
  })

  it('a component that is mounted is there with the content that comes', async () => {
    await using fixture = await testBrowser.open(`<main ${ROOT}><b>1</b></main><aside>old</aside>`, {
      join: false,
    })
    await fixture.join([[0, 'shape', 1]], { 1: ['h', '<b _></b>', ['s']] })
    await fixture.quiet()
    fixture.say([0, [99, 'x']])
    expect((await fixture.heard())[0]).toBe('mismatch')
    fixture.say({ 2: ['i', '<p _></p>', ['s']] }, 0, ['mount', 'aside', 5, [2, 'panel']])
    await fixture.page.waitForTimeout(A_WHILE)
    fixture.say(0, ['epoch', [0, [1, '2']], [5, [2, 'newer panel']]])
    await expect.poll(() => fixture.page.innerText('aside')).toBe('newer panel')
    expect(await fixture.page.innerText('b')).toBe('2')
    expect(await fixture.quiet()).toEqual([])
  })

  it('a redirect does not wait for it', async () => {
    await using fixture = await testBrowser.open(`<main ${ROOT}><b>1</b></main>`, {
      join: false,
      shared: false,
    })
    await fixture.join([[0, 'shape', 1]], { 1: ['h', '<b _></b>', ['s']] })
    fixture.say([0, [99, 'x']])
    expect((await fixture.heard())[0]).toBe('mismatch')
    fixture.say(0, ['load', '/elsewhere'])
    await fixture.page.waitForURL('**/elsewhere')
  })
})

const FORM = '<form data-live-prevent-submit method="post"><input name="q"><button>Go</button></form>'
const FORM_TEMPLATE = {
  1: ['h', '<form method="post" _><input name="q"><button>Go</button></form>', ['@submit']],
} as const

async function isLive(fixture: Fixture): Promise<void> {
  await fixture.page.waitForSelector('html[data-live-status=live]')
}

async function expectSubmitStays(fixture: Fixture): Promise<void> {
  await fixture.page.evaluate('window.stays = true')
  await fixture.page.fill('input', 'typed')
  await fixture.page.click('button')
  await fixture.page.waitForTimeout(A_WHILE)
  expect(await fixture.page.evaluate('window.stays')).toBe(true)
  expect(await fixture.page.inputValue('input')).toBe('typed')
}
