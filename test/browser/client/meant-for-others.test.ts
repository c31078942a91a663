/** What a user has put into one thing never gets into another one, whatever happens to circuits and trees. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { innerTexts } from '../inner-texts.ts'
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

  it('another record inside of what is built again gets nothing', async () => {
    await using fixture = await openShown(testBrowser, {
      html: '<b>1</b><div><p>A</p><input name="note"></div>',
      templates: {
        1: ['h', '<b _></b><div _></div>', ['s', 's']],
        2: ['i', '<p _></p><input name="note">', ['s']],
      },
      shape: [1, 1, [2, -1, 11]],
    })
    const { page } = fixture
    await page.fill('input', 'about A')
    // A script that tidies up: the element is another one, with what was in it.
    await page.evaluate(`{
      const made = document.createElement('div')
      made.append(...document.querySelector('div').childNodes)
      document.querySelector('div').replaceWith(made)
    }`)
    await mismatch(fixture, [1, '1', [2, 'B', 22]])
    const values = `[...document.querySelectorAll('input')].map(({ value }) => value)`
    expect([await page.innerText('p'), await page.evaluate(values)]).toEqual(['B', ['']])
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

  it('a form of the same id gets nothing of another record in it, when a deploy has changed what is around it', async () => {
    await using fixture = await openShown(testBrowser, {
      html: '<form id="edit"><p>A</p><input name="note"></form>',
      templates: {
        1: ['h', '<form id="edit" _></form>', ['s']],
        2: ['i', '<p _></p><input name="note">', ['s']],
      },
      shape: [1, 0, [2, -1, 11]],
    })
    const { page } = fixture
    await page.fill('input', 'about A')
    await loseCircuit(fixture)
    const around = ['j', '<h2>News</h2><form id="edit" _></form>', ['s']]
    await joinAgain(fixture, { 2: 'i', 3: around }, [3, [2, 'B', 22]])
    await fixture.quiet()
    expect([await page.innerText('p'), await page.inputValue('input')]).toEqual(['B', ''])
  })

  const row = '<li><b _></b><input name="note"></li>'

  it.each([
    ['the same row of a form of the same id keeps it', 11, 'about A'],
    ['another row of a form of the same id gets nothing', 22, ''],
  ])('when a deploy has changed a row, %s', async (_, key, value) => {
    await using fixture = await openShown(testBrowser, {
      html: '<form id="f"><li><b>A</b><input name="note"></li></form>',
      templates: { 1: ['h', '<form id="f" _></form>', ['s']], 2: ['i', row, ['s']] },
      shape: [1, 0, { r: [1, [2, -1, 11]] }],
    })
    const { page } = fixture
    await page.fill('input', 'about A')
    await loseCircuit(fixture)
    await joinAgain(fixture, { 1: 'h', 3: ['j', `<hr>${row}`, ['s']] }, [1, { i: [[3, ['B', key]]] }])
    await fixture.quiet()
    expect([await page.innerText('b'), await page.inputValue('input')]).toEqual(['B', value])
  })

  it.each([
    ['the only row without a key gets nothing when it shows another value', 'Bob', ''],
    ['the only row without a key keeps it when it shows the same value', 'Ann', 'about Ann'],
  ])('%s', async (_, name, note) => {
    await using fixture = await openShown(testBrowser, {
      html: '<ul><li><input value="Ann"><textarea name="note"></textarea></li></ul>',
      templates: {
        1: ['h', '<ul _></ul>', ['s']],
        2: ['i', '<li><input _><textarea name="note"></textarea></li>', ['.value']],
      },
      shape: [1, 0, { r: [1, 2] }],
    })
    const { page } = fixture
    await page.fill('textarea', 'about Ann')
    await loseCircuit(fixture)
    await joinAgain(fixture, { 1: 'h', 2: 'i' }, [1, { i: [[2, [name]]] }])
    await fixture.quiet()
    expect([await page.inputValue('input'), await page.inputValue('textarea')]).toEqual([name, note])
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
      shared: false,
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
    // Before it is answered: it is repeated, and comes too late.
    fixture.cut()
    expect((await fixture.heard())[0]).toBe('join')
    await page.clock.install()
    fixture.say('refused', 'token-used')
    await page.waitForSelector('html[data-live-status=refused]')
    // A page that was asked for and is refused is asked for again after half a minute.
    await page.clock.runFor(30_000)
    await joinAgain(fixture, { 1: 'h' }, [1, '', 0])
    expect(await fixture.quiet()).toEqual([])
    expect(await page.inputValue('input')).toBe('')
    expect(asked).toEqual(['of-alice', 'of-alice'])
  })

  it.each([
    ['an island that gets its number', '<aside></aside>', 'chat'],
    ['the island that stood there', '<aside data-live-root="1" data-live-key="chat"></aside>', 'chat'],
    ['an island of that number', '<aside data-live-root="1" data-live-key="chat"></aside>', 'news'],
  ])('what an action mounted does not make place for %s', async (_, aside, key) => {
    const view = '<main data-live-root="0" data-live-key="view"><b>1</b></main>'
    await using fixture = await testBrowser.open(view + aside, {
      join: false,
      again: () => ({ body: `${view}<p data-live-root="1" data-live-key="${key}"></p>` }),
    })
    const { page } = fixture
    await fixture.join([[0, 'shape', 1]], { 1: ['h', '<b _></b>', ['s']] })
    fixture.say({ 2: ['i', '<p>panel</p><input>', []] }, 0, ['mount', 'aside', 1, [2]])
    await fixture.quiet()
    await page.fill('aside input', 'typed')
    await page.waitForLoadState('networkidle')
    await loseCircuit(fixture)
    await joinAgain(fixture, { 1: 'h', 3: ['j', '<p>chat</p>', []] }, [1, '2'], [3])
    await fixture.quiet()
    const shown = [
      await page.innerText('b'),
      await page.innerText('aside'),
      await page.inputValue('aside input'),
    ]
    expect(shown).toEqual(['2', 'panel', 'typed'])
  })

  it.each([
    ['replaced', [['replace', '#out', '<p>mail of Alice</p>']]],
    ['morphed', [['morph', '#out', '<p>mail of Alice</p>']]],
    ['mounted', [['mount', '#out', 1, [2]]]],
    ['got in a document without roots', []],
  ])('what the page of one user %s is not there for the next one', async (_, effects) => {
    const bodyOf = (name: string): string =>
      effects[0]
        ? '<main data-live-root="0" data-live-key="view"><b>1</b></main><div id="out"></div>'
        : `<div id="out"><p>mail of ${name}</p></div>`
    const script = (token: string): string =>
      `src="/client.js" data-live-token="${token}" data-live-login="some"`
    await using fixture = await testBrowser.open(bodyOf('Alice'), {
      join: false,
      nonce: ' data-live-login="some"',
      again: (count) => ({ body: bodyOf('Bob'), script: script(`t${count}`) }),
    })
    const { page } = fixture
    const join = (): Promise<void> =>
      fixture.join(effects[0] ? [[0, 'shape', 1]] : [], {
        1: ['h', '<b _></b>', ['s']],
        2: ['i', '<p>mail of Alice</p>', []],
      })
    await join()
    fixture.say(0, ...effects)
    await fixture.quiet()
    expect(await page.innerText('#out')).toBe('mail of Alice')
    await page.waitForLoadState('networkidle')
    await loseCircuit(fixture)
    await join()
    await page.waitForSelector('html[data-live-status=live]')
    await fixture.quiet()
    expect(await page.innerText('body')).not.toContain('Alice')
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
    expect(await innerTexts(fixture.page, 'b')).toEqual(shown)
  })
})
