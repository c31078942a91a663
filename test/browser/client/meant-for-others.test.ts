/** What a user has put into one thing never gets into another one, whatever happens to circuits and trees. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestBrowser, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, mismatch, openShown } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

describe('when trees do not fit', () => {
  it('another record gets nothing that was typed into the one before', async () => {
    await using fixture = await openShown(testBrowser, {
      html: '<h1>A</h1><div><form id="edit"><input name="note"></form></div>',
      templates: {
        1: ['h', '<h1 _></h1><div _></div>', ['s', 's']],
        2: ['i', '<form id="edit"><input name="note"></form>', []],
      },
      shape: [1, 1, [2, -1, 11]],
    })
    const { page } = fixture
    await page.fill('input', 'about A')
    await mismatch(fixture, [1, 'B', [2, 22]])
    expect([await page.innerText('h1'), await page.inputValue('input')]).toEqual(['B', ''])
  })

  it('the next step of a wizard gets nothing of the last one', async () => {
    const templates = { 1: ['h', '<p>Name</p><input>', []] }
    await using fixture = await openShown(testBrowser, { html: '<p>Name</p><input>', templates, shape: 1 })
    const { page } = fixture
    await page.fill('input', 'Ada')
    await mismatch(fixture, [2], { 2: ['i', '<p>Credit card</p><input>', []] })
    expect([await page.innerText('p'), await page.inputValue('input')]).toEqual(['Credit card', ''])
  })
})

describe('in a new circuit', () => {
  it('a form of the same id gets nothing of another record', async () => {
    const form = '<form id="edit"><input name="note"></form>'
    const parts = { 1: ['h', '<div _></div>', ['s']], 2: ['i', form, []] }
    await using fixture = await openShown(testBrowser, {
      html: `<div>${form}</div>`,
      templates: parts,
      shape: [1, 0, [2, -1, 11]],
    })
    await fixture.page.fill('input', 'about A')
    await loseCircuit(fixture)
    await joinAgain(fixture, { 1: 'h', 2: 'i' }, [1, [2, 22]])
    await fixture.quiet()
    expect(await fixture.page.inputValue('input')).toBe('')
  })

  it('a login that changed is compared with that of what is shown, although the first join after it was cut', async () => {
    const asked: string[] = []
    const script = (token: string): string =>
      `src="/client.js" data-live-token="${token}" data-live-login="some"`
    await using fixture = await openShown(testBrowser, {
      html: '<input value="">',
      templates: { 1: ['h', '<input _="2">', ['.value', '@input']] },
      shape: 1,
      attribute: ' data-live-token="of-alice" data-live-login="some"',
      again: (count) => ({ script: script(`t${count}`) }),
    })
    const { page } = fixture
    page.on('request', (request) => {
      const token = request.headers()['live-renewal']
      if (token !== undefined) asked.push(token)
    })
    await page.fill('input', 'secret of Alice')
    await fixture.quiet()
    await loseCircuit(fixture)
    expect((await fixture.heard())[0]).toBe('join')
    // Before it is answered.
    fixture.cut()
    await joinAgain(fixture, { 1: 'h' }, [1, '', 0])
    expect(await fixture.quiet()).toEqual([])
    expect(await page.inputValue('input')).toBe('')
    expect(asked).toEqual(['of-alice', 'of-alice'])
  })

  it.each([
    ['comes first', ['alert', 'chat', 'cart'], ['chat', 'cart']],
    ['is gone', ['cart'], ['chat', 'cart']],
  ])('islands stay in their places when one %s', async (_, next, shown) => {
    const island = (key: string, root: number): string =>
      `<div data-live-root="${root}" data-live-key="${key}"><b>${key}</b></div>`
    await using fixture = await testBrowser.open(['chat', 'cart'].map(island).join(''), {
      join: false,
      again: () => ({ body: next.map(island).join('') }),
    })
    const template = { 1: ['h', '<b _></b>', ['s']] }
    await fixture.join([0, 1].map((root) => [root, 'shape', 1]), template) // prettier-ignore
    await fixture.quiet()
    await fixture.page.waitForLoadState('networkidle')
    await loseCircuit(fixture)
    await joinAgain(fixture, { 1: 'h' }, ...next.map((key) => [1, key]))
    await fixture.quiet()
    expect(await fixture.page.locator('b').allInnerTexts()).toEqual(shown)
  })
})
