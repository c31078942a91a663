/** Others have removed an element of a page: what stands beside it stays, with all that is in it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { innerTexts } from '../inner-texts.ts'
import { openTestBrowser, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, mismatch, openShown, openUnbound } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const FORM = '<form id="f"><input name="q"></form>'

it('rows, fields, the focus and what widgets made stay when an ad blocker removes an element beside them', async () => {
  await using fixture = await openShown(testBrowser, {
    html: `<h1>One</h1><input value=""><div data-live-foreign></div><ul><li><b>a</b><input></li><li><b>b</b><input></li></ul>`,
    templates: {
      1: ['h', '<h1 _></h1><input _="2"><div _></div><ul _></ul>', ['s', '.value', '@input', '!', 's']],
      2: ['r', '<li><b _></b><input></li>', ['s']],
    },
    shape: [1, 4, { r: [2, 2] }],
  })
  const { page } = fixture
  await page.evaluate(`{
    document.querySelector('[data-live-foreign]').append(document.createElement('canvas'))
    for (const each of document.querySelectorAll('canvas, input, li')) each.mark = 'kept'
  }`)
  await page.fill('main > input', 'bound')
  await fixture.heard()
  fixture.say(0, 1)
  await page.locator('li input').nth(1).fill('unnamed, in a row')
  await page.evaluate('document.activeElement.setSelectionRange(2, 4)')
  await page.evaluate('document.querySelector("h1").remove()')
  await mismatch(fixture, [1, 'Two', 'bound', 0, null, { i: [[2, ['a'], ['b']]] }])
  const state = `[document.querySelector('h1').textContent, [...document.querySelectorAll('input')].map((each) => each.value),
    [...document.querySelectorAll('canvas, input, li')].map((each) => each.mark), document.activeElement.value,
    document.activeElement.selectionStart, document.activeElement.selectionEnd]`
  expect(await page.evaluate(state)).toEqual([
    'Two',
    ['bound', '', 'unnamed, in a row'],
    Array.from({ length: 6 }, () => 'kept'),
    'unnamed, in a row',
    2,
    4,
  ])
  // They are bound as before.
  fixture.say([0, [0, 4, { u: [1, [0, 'B']] }]])
  await fixture.quiet()
  expect(await innerTexts(page, 'li')).toEqual(['a', 'B'])
  await page.locator('main > input').fill('more')
  expect(await fixture.heard()).toMatchObject([expect.any(Number), 'input', [0, 2], { value: 'more' }])
})

it('rows of a stream stay when something else does not fit, and those that come now stand behind them', async () => {
  await using fixture = await openShown(testBrowser, {
    html: '<p>one</p><ul><li><b>a</b><input></li></ul>',
    templates: {
      1: ['h', '<p _></p><ul _></ul>', ['s', 's']],
      2: ['r', '<li><b _></b><input></li>', ['s']],
    },
    shape: [1, 1, { r: [1, 2], k: ['a'] }],
  })
  const { page } = fixture
  await page.fill('input', 'typed')
  await page.evaluate('document.querySelector("p").remove()')
  await mismatch(fixture, [1, 'two', { k: [['b', 2, 'b']] }])
  expect(await innerTexts(page, 'li')).toEqual(['a', 'b'])
  expect(await page.locator('input').first().inputValue()).toBe('typed')
})

it('nobody hears of the focus that is put back', async () => {
  const html = '<p>one</p><div><input name="q"></div>'
  await using fixture = await openShown(testBrowser, {
    html,
    templates: { 1: ['h', '<p _></p><div><input name="q" _></div>', ['s', '@focus']] },
    shape: 1,
  })
  const { page } = fixture
  await page.focus('input')
  expect((await fixture.heard())[1]).toBe('focus')
  await page.evaluate('document.querySelector("p").remove()')
  fixture.say([0, [99, 'x']])
  expect((await fixture.heard())[0]).toBe('mismatch')
  fixture.say(0, ['epoch', [0, [1, 'two', 0]]])
  expect(await fixture.quiet()).toEqual([])
  expect(await page.evaluate('document.activeElement.name')).toBe('q')
})

it('what was typed before the join stays when the HTML of the response does not fit', async () => {
  await using fixture = await openUnbound(testBrowser, `<h1>t</h1>${FORM}`)
  const { page } = fixture
  await page.evaluate('document.querySelector("h1").remove()')
  await page.fill('input', 'typed early')
  await fixture.join([[0, 'shape', 1]], { 1: ['h', `<h1>t</h1>${FORM}`, []] })
  expect((await fixture.heard())[0]).toBe('mismatch')
  fixture.say(0, ['epoch', [0, [1]]])
  await page.waitForSelector('h1')
  expect(await page.inputValue('input')).toBe('typed early')
})

it('what was typed, or restored by the browser, before the join stays when the first token is refused', async () => {
  await using fixture = await openUnbound(testBrowser, '<input id="a" value=""><input id="b">')
  const { page } = fixture
  await page.evaluate(`for (const each of document.querySelectorAll('input')) each.value = 'restored'`)
  expect((await fixture.heard())[0]).toBe('join')
  fixture.say('refused', 'token-used')
  const template = ['h', '<input id="a" _="2"><input id="b">', ['.value', '@input']]
  await joinAgain(fixture, { 1: template }, [1, '', 0])
  await fixture.quiet()
  const values = `[...document.querySelectorAll('input')].map(({ value }) => value)`
  expect(await page.evaluate(values)).toEqual(['restored', 'restored'])
})

it('a submit that was held is refused when the HTML of the response does not fit', async () => {
  const form = '<form method="post" data-live-prevent-submit><input name="q"><button>Go</button></form>'
  await using fixture = await openUnbound(testBrowser, `<h1>t</h1>${form}`)
  const { page } = fixture
  await page.evaluate('document.querySelector("h1").remove()')
  await page.fill('input', 'x')
  await page.click('button')
  const template = '<h1>t</h1><form method="post" _><input name="q"><button>Go</button></form>'
  await fixture.join([[0, 'shape', 1]], { 1: ['h', template, ['@submit']] })
  expect((await fixture.heard())[0]).toBe('mismatch')
  fixture.say(0, ['epoch', [0, [1, 0]]])
  await page.waitForSelector('h1')
  expect(await page.evaluate('window.outcomes')).toEqual([['refused', 'expired']])
  expect(await page.inputValue('input')).toBe('x')
})

it('in a new circuit rows without keys stay when no other one looks like them', async () => {
  const radio = (colour: string): string =>
    `<li><label><b>${colour}</b><input type="radio" name="c" value="${colour}"></label><button>x</button></li>`
  const row = '<li><label><b _></b><input type="radio" name="c" _></label><button>x</button></li>'
  await using fixture = await openShown(testBrowser, {
    html: `<ul>${radio('red')}${radio('green')}</ul>`,
    templates: { 1: ['l', '<ul _></ul>', ['s']], 2: ['r', row, ['s', '=value']] },
    shape: [1, 0, { r: [2, 2] }],
  })
  const { page } = fixture
  await page.check('[value=green]')
  await page.locator('button').nth(1).focus()
  await loseCircuit(fixture)
  const rows = ['red', 'blue', 'green'].map((colour) => [colour, colour])
  await joinAgain(fixture, { 1: 'l', 2: 'r' }, [1, { i: [[2, ...rows]] }])
  await fixture.quiet()
  const state = `[document.querySelector(':checked').value, document.activeElement.parentNode.textContent,
    [...document.querySelectorAll('li')].map((each) => each.textContent)]`
  expect(await page.evaluate(state)).toEqual(['green', 'greenx', ['redx', 'bluex', 'greenx']])
})

it('a handler that runs once runs once in each circuit', async () => {
  await using fixture = await openShown(testBrowser, {
    html: '<button>a</button>',
    templates: { 1: ['h', '<button _>a</button>', ['@click']] },
    shape: [1, 0, { v: { once: 1 } }],
  })
  const { page } = fixture
  await page.click('button')
  expect((await fixture.heard())[1]).toBe('click')
  fixture.say(0, 1)
  await loseCircuit(fixture)
  await joinAgain(fixture, { 1: 'h' }, [1, { once: 1 }])
  await fixture.quiet()
  await page.click('button')
  expect((await fixture.quiet()).map(([, type]) => type)).toEqual(['click'])
})

it('what was typed into a row stays when an ad blocker removes something else in it', async () => {
  const row = (text: string): string => `<li><b>${text}</b><input name="q"></li>`
  await using fixture = await openShown(testBrowser, {
    html: `<ul>${row('x')}${row('y')}</ul>`,
    templates: {
      1: ['h', '<ul _></ul>', ['s']],
      2: ['i', '<li><b _></b><input name="q"></li>', ['s']],
    },
    shape: [1, 0, { r: [2, 2] }],
  })
  const { page } = fixture
  await page.evaluate(`document.querySelector('b').remove()`)
  await page.locator('input').nth(0).fill('typed')
  await mismatch(fixture, [1, { i: [[2, ['X'], ['y']]] }])
  const values = `[...document.querySelectorAll('input')].map(({ value }) => value)`
  expect([await innerTexts(page, 'b'), await page.evaluate(values)]).toEqual([
    ['X', 'y'],
    ['typed', ''],
  ])
})

it('fields that rows name stay in a form of the same id when a deploy has changed the rows', async () => {
  const row = (name: string): string => `<label>Name: <input name="${name}"></label>`
  await using fixture = await openShown(testBrowser, {
    html: `<form id="f">${row('a')}${row('b')}</form>`,
    templates: {
      1: ['h', '<form id="f" _></form>', ['s']],
      2: ['i', '<label>Name: <input _></label>', ['=name']],
    },
    shape: [1, 0, { r: [2, 2] }],
  })
  const { page } = fixture
  await page.fill('[name=b]', 'typed')
  await loseCircuit(fixture)
  const changed = ['j', '<label>Your name: <input _></label>', ['=name']]
  await joinAgain(fixture, { 1: 'h', 3: changed }, [1, { i: [[3, ['a'], ['b']]] }])
  await fixture.quiet()
  expect([await page.inputValue('[name=a]'), await page.inputValue('[name=b]')]).toEqual(['', 'typed'])
})

describe('in a new circuit a row without a key stays', () => {
  const row = (text: string): string => `<li><label>${text}</label><input name="q" value=""></li>`
  const templates = {
    1: ['l', '<ul _></ul>', ['s']],
    2: ['r', '<li><label _></label><input name="q" _="2"></li>', ['s', '.value', '@input']],
  }
  const shown = {
    html: `<ul>${row('Bread')}${row('Milk')}</ul>`,
    templates,
    shape: [1, 0, { r: [2, 2] }],
  }
  const values = `[...document.querySelectorAll('input')].map(({ value }) => value)`

  it.each([
    [
      'that a translator has changed',
      `for (const each of document.querySelectorAll('label')) {
        const font = document.createElement('font')
        font.textContent = 'Brot'
        each.firstChild.replaceWith(font)
      }`,
    ],
    ['that an extension has marked', `document.querySelectorAll('input')[1].setAttribute('data-gramm', '1')`],
  ])('%s', async (_, script) => {
    await using fixture = await openShown(testBrowser, shown)
    await fixture.page.locator('input').nth(1).fill('12')
    await fixture.page.evaluate(script)
    await fixture.quiet()
    await loseCircuit(fixture)
    await joinAgain(fixture, { 1: 'l', 2: 'r' }, [1, { i: [[2, ['Bread', '', 0], ['Milk', '', 0]]] }])
    await fixture.quiet()
    expect(await fixture.page.evaluate(values)).toEqual(['', '12'])
  })

  it('whose handler has taken what was typed, which the new state does not know', async () => {
    await using fixture = await openShown(testBrowser, shown)
    await fixture.page.locator('input').nth(1).fill('12')
    await fixture.heard()
    fixture.say([0, [0, 0, { u: [1, [1, '12']] }]], 1)
    await fixture.quiet()
    await loseCircuit(fixture)
    await joinAgain(fixture, { 1: 'l', 2: 'r' }, [1, { i: [[2, ['Bread', '', 0], ['Milk', '', 0]]] }])
    await fixture.quiet()
    expect(await fixture.page.evaluate(values)).toEqual(['', '12'])
  })
})

it('what is rendered in a video is shown and followed when an ad blocker removes something beside the video', async () => {
  await using fixture = await openShown(testBrowser, {
    html: '<b>1</b><video title="x"><i>a</i><!----><input title="y"><u>one</u></video>',
    templates: {
      1: ['h', '<b _></b><video _><!----><input _><u _></u></video>', ['s', '=title', 'c', '=title', 's']],
      2: ['i', '<i _></i>', ['s']],
    },
    shape: [1, 2, 2],
  })
  const { page } = fixture
  await page.evaluate(`{
    for (const each of document.querySelectorAll('video, input')) each.mark = 'kept'
    document.querySelector('b').remove()
  }`)
  await mismatch(fixture, [1, '2', 'x', [2, 'b'], 'z', 'two'])
  const shown = `[document.querySelector('main').innerHTML.replaceAll(/<!--.*?-->/g, ''),
    [...document.querySelectorAll('video, input')].map((each) => each.mark)]`
  expect(await page.evaluate(shown)).toEqual([
    '<b>2</b><video title="x"><i>b</i><input title="z"><u>two</u></video>',
    ['kept', 'kept'],
  ])
  fixture.say([0, [0, 1, 'X', 2, [0, 0, 'new'], 4, 'three']])
  await fixture.quiet()
  expect(await page.evaluate(shown)).toEqual([
    '<b>2</b><video title="X"><i>new</i><input title="z"><u>three</u></video>',
    ['kept', 'kept'],
  ])
})

describe('a row of two elements', () => {
  const terms = {
    html: '<dl><dt>t</dt><dd>a</dd><dt>t</dt><dd>b</dd></dl>',
    templates: { 1: ['h', '<dl _></dl>', ['s']], 2: ['i', '<dt>t</dt><dd _></dd>', ['s']] },
    shape: [1, 0, { r: [2, 2] }],
  }
  const ROWS = [
    ['first', 0, 'b'],
    ['second', 1, 'a'],
  ] as const

  it.each(ROWS)(
    'of which somebody has removed its first element goes, with what is left of it, when it is the %s and the page is shown again',
    async (_, gone, rest) => {
      await using fixture = await openShown(testBrowser, terms)
      const { page } = fixture
      await page.evaluate(`document.querySelectorAll('dt')[${gone}].remove()`)
      fixture.say([0, [0, 0, { x: [gone] }]])
      expect((await fixture.heard())[0]).toBe('mismatch')
      fixture.say(0, ['epoch', [0, [1, { i: [[2, [rest]]], d: [2, 1 - gone] }]]])
      await fixture.quiet()
      expect(await page.innerHTML('dl')).toBe(`<dt>t</dt><dd>${rest}</dd>`)
    },
  )

  it.each(ROWS)(
    'of which somebody has wrapped its last element goes whole when it is the %s, and nothing is asked for again',
    async (_, gone, rest) => {
      await using fixture = await openShown(testBrowser, terms)
      const { page } = fixture
      await page.evaluate(`{
        const last = document.querySelectorAll('dd')[${gone}]
        const around = document.createElement('div')
        last.replaceWith(around)
        around.append(last)
      }`)
      fixture.say([0, [0, 0, { x: [gone] }]])
      expect(await fixture.quiet()).toEqual([])
      expect(await page.innerHTML('dl')).toBe(`<dt>t</dt><dd>${rest}</dd>`)
    },
  )
})
