import { describe, expect, test } from 'vitest'
import { attrs, repeat } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

const field = (value: string, label = '') => html`<label>${label}</label><input .value=${value}>`
const takeEdits = (live: LivePage, event: number) =>
  live.page.evaluate((number) => engine.takeEdits(number), event)
const received = (live: LivePage, event: number) =>
  live.page.evaluate((number) => engine.receivedUpTo(number), event)
const value = (live: LivePage, selector = 'input') => live.page.locator(selector).inputValue()

describe('typed text', () => {
  test('is reported once, with the path of its part', async () => {
    await using live = await LivePage.open(browser, field('a'))
    expect(await takeEdits(live, 1)).toEqual([])
    await live.page.locator('input').fill('typed')
    expect(await takeEdits(live, 1)).toEqual([[[0, 1], 'typed']])
    expect(await takeEdits(live, 2)).toEqual([])
  })

  test('is not overwritten until the server is known to have received the event that reported it', async () => {
    await using live = await LivePage.open(browser, field('a'))
    await live.page.locator('input').fill('typed')
    await live.change(field('too early'))
    expect(await value(live)).toBe('typed')
    await takeEdits(live, 4)
    await live.change(field('still too early'))
    expect(await value(live)).toBe('typed')
    await received(live, 3)
    await live.change(field('still'))
    expect(await value(live)).toBe('typed')
    await received(live, 4)
    await live.change(field(''))
    expect(await value(live)).toBe('')
  })

  test('is kept when it changed after it was reported', async () => {
    await using live = await LivePage.open(browser, field('a'))
    await live.page.locator('input').fill('bu')
    await takeEdits(live, 1)
    await live.page.locator('input').fill('buy')
    await received(live, 1)
    await live.change(field('bu'))
    expect(await value(live)).toBe('buy')
  })

  test('before the page was live counts as an edit', async () => {
    await using live = await LivePage.open(browser, field('a'), (page) => page.locator('input').fill('early'))
    await live.change(field('b'))
    expect(await value(live)).toBe('early')
    expect(await takeEdits(live, 1)).toEqual([[[0, 1], 'early']])
  })

  test('of a textarea before the page was live counts as an edit, its content does not', async () => {
    const view = (text: string, other: string) =>
      html`<textarea .value=${text}></textarea><textarea .value=${other}></textarea>`
    await using live = await LivePage.open(browser, view('one\ntwo', '\n\nlines'), (page) =>
      page.locator('textarea').first().fill('early'),
    )
    await live.change(view('x', 'y'))
    expect(await value(live, 'textarea >> nth=0')).toBe('early')
    expect(await value(live, 'textarea >> nth=1')).toBe('y')
  })

  test('that a control has made of a value out of range is no edit', async () => {
    const view = (number: string) =>
      html`<input type="range" max="10" .value=${number}><input type="color" .value=${'none'}>`
    await using live = await LivePage.open(browser, view('99'))
    expect(await takeEdits(live, 1)).toEqual([])
    await live.change(view('3'))
    expect(await value(live, 'input >> nth=0')).toBe('3')
  })

  test('in other fields stays when something around it changes', async () => {
    await using live = await LivePage.open(browser, field('a', 'x'))
    await live.page.locator('input').fill('typed')
    expect(await live.change(field('a', 'y'))).toEqual({ added: 0, removed: 0, texts: 1, attributes: 0 })
    expect(await value(live)).toBe('typed')
  })

  test('of a field that a spread binds is kept and reported', async () => {
    const view = (text: string) => html`<input ${attrs({ '.value': text })}>`
    await using live = await LivePage.open(browser, view('a'))
    await live.page.locator('input').fill('typed')
    await live.change(view('b'))
    expect(await value(live)).toBe('typed')
    expect(await takeEdits(live, 1)).toEqual([[[0, 0], 'typed']])
  })

  test('of a row that is gone is not reported', async () => {
    const view = (rows: readonly number[]) =>
      html`${repeat(rows, (row) => row, (row) => html`<input id="i${row}" .value=${'v'}>`)}` // prettier-ignore
    await using live = await LivePage.open(browser, view([1, 2]))
    await live.page.locator('#i1').fill('one')
    await live.page.locator('#i2').fill('two')
    await live.change(view([2]))
    expect(await takeEdits(live, 1)).toEqual([[[0, 0, 1, 1], 'two']])
  })

  test('nothing is reported of controls that the server does not bind', async () => {
    await using live = await LivePage.open(browser, html`<input value=${'a'}><textarea>${'b'}</textarea>`)
    await live.page.locator('input').fill('typed')
    await live.page.locator('textarea').fill('typed')
    expect(await takeEdits(live, 1)).toEqual([])
  })
})

describe('the caret', () => {
  const selection = (live: LivePage) =>
    live.page.evaluate(() => {
      const { selectionStart, selectionEnd } = engine.find<HTMLInputElement>('input')
      return [selectionStart, selectionEnd]
    })

  test('stays at the end when a new value is set on the field that has the focus', async () => {
    await using live = await LivePage.open(browser, field('abc'))
    await live.page.locator('input').focus()
    await live.page.locator('input').evaluate((input: HTMLInputElement) => input.setSelectionRange(3, 3))
    await live.change(field('abcdef'))
    expect(await selection(live)).toEqual([6, 6])
  })

  test('stays where it is in the middle', async () => {
    await using live = await LivePage.open(browser, field('abcdef'))
    await live.page.locator('input').focus()
    await live.page.locator('input').evaluate((input: HTMLInputElement) => input.setSelectionRange(1, 2))
    await live.change(field('uvwxyz'))
    expect(await selection(live)).toEqual([1, 2])
  })

  test('is not asked for where there is none', async () => {
    const view = (number: string) => html`<input type="number" .value=${number}>`
    await using live = await LivePage.open(browser, view('1'))
    await live.page.locator('input').focus()
    await live.change(view('22'))
    expect(await value(live)).toBe('22')
  })
})

describe('an input method', () => {
  const compose = (live: LivePage, type: string) =>
    live.page.evaluate((name) => {
      engine.find('input').dispatchEvent(new CompositionEvent(name, { bubbles: true }))
    }, type)

  test('composes without being disturbed, even when all that it did was reported and received', async () => {
    await using live = await LivePage.open(browser, field('a'))
    await live.page.locator('input').focus()
    await compose(live, 'compositionstart')
    await takeEdits(live, 1)
    await received(live, 1)
    await live.change(field('b'))
    expect(await value(live)).toBe('a')
    await compose(live, 'compositionend')
    expect(await takeEdits(live, 2)).toEqual([[[0, 1], 'a']])
    await received(live, 2)
    await live.change(field('c'))
    expect(await value(live)).toBe('c')
  })
})

describe('boxes', () => {
  const boxes = (one: boolean, two: boolean) =>
    html`<input type="checkbox" .checked=${one}><input type="checkbox" .checked=${two}>`
  const checked = (live: LivePage) =>
    live.page.evaluate(() => [...document.querySelectorAll('input')].map((box) => box.checked))

  test('that the user has checked stay checked and are reported', async () => {
    await using live = await LivePage.open(browser, boxes(false, true))
    await live.page.locator('input').first().check()
    await live.change(boxes(true, false))
    await live.change(boxes(false, false))
    expect(await checked(live)).toEqual([true, false])
    expect(await takeEdits(live, 1)).toEqual([[[0, 0], true]])
    await received(live, 1)
    await live.change(boxes(true, true))
    await live.change(boxes(false, true))
    expect(await checked(live)).toEqual([false, true])
  })

  test('that were checked before the page was live are edits', async () => {
    await using live = await LivePage.open(browser, boxes(false, true), (page) =>
      page.locator('input').first().check(),
    )
    expect(await takeEdits(live, 1)).toEqual([[[0, 0], true]])
  })

  test('of a group of radios are reported together', async () => {
    const view = (chosen: string) =>
      html`<form>${['a', 'b', 'c'].map((each) => html`<input type="radio" name="r" value=${each} .checked=${each === chosen}>`)}</form><input type="radio" name="r" .checked=${true}>` // prettier-ignore
    await using live = await LivePage.open(browser, view('a'))
    await live.page.locator('[value=b]').check()
    await live.change(view('c'))
    expect(await checked(live)).toEqual([false, true, false, true])
    expect(await takeEdits(live, 1)).toEqual([
      [[0, 0, 0, 1], false],
      [[0, 0, 1, 1], true],
      [[0, 0, 2, 1], false],
    ])
    await received(live, 1)
    await live.change(view('b'))
    await live.change(view('a'))
    expect(await checked(live)).toEqual([true, false, false, true])
  })
})

describe('a select', () => {
  const select = (chosen: string, options: readonly string[], label = '') =>
    html`<select title=${label} .value=${chosen}>${options.map((option) => html`<option>${option}</option>`)}</select>` // prettier-ignore

  test('shows its value, which HTML does not carry', async () => {
    await using live = await LivePage.open(browser, select('b', ['a', 'b']))
    expect(await value(live, 'select')).toBe('b')
    expect(await takeEdits(live, 1)).toEqual([])
    await using made = await LivePage.create(browser, select('b', ['a', 'b']))
    expect(await value(made, 'select')).toBe('b')
  })

  test('chooses again when its options come later than its value', async () => {
    await using live = await LivePage.open(browser, select('c', []))
    await live.change(select('c', ['a', 'b', 'c']))
    expect(await value(live, 'select')).toBe('c')
    await live.change(select('c', ['c', 'd']))
    expect(await value(live, 'select')).toBe('c')
  })

  test('chooses again when an option comes to be worth something else', async () => {
    const view = (worth: string) =>
      html`<select .value=${'a'}><option>x</option><option value=${worth}>y</option></select>`
    await using live = await LivePage.open(browser, view('b'))
    await live.change(view('a'))
    expect(await value(live, 'select')).toBe('a')
    await live.change(view('b'))
    expect(await value(live, 'select')).toBe('')
  })

  test('without a choice chooses an empty option when that becomes its value', async () => {
    const view = (chosen: string) =>
      html`<select .value=${chosen}><option value="">none</option><option>a</option></select>`
    await using live = await LivePage.open(browser, view('missing'))
    const index = () => live.page.evaluate(() => engine.find<HTMLSelectElement>('select').selectedIndex)
    expect(await index()).toBe(-1)
    await live.change(view(''))
    expect(await index()).toBe(0)
  })

  test('keeps what the user has chosen, also when its options are made anew', async () => {
    await using live = await LivePage.open(browser, select('a', ['a', 'b', 'c']))
    await live.page.locator('select').selectOption('b')
    await live.change(select('c', ['a', 'b', 'c']))
    expect(await value(live, 'select')).toBe('b')
    await live.change(select('c', ['x', 'a', 'b']))
    expect(await value(live, 'select')).toBe('b')
    expect(await takeEdits(live, 1)).toEqual([[[0, 1], 'b']])
    await received(live, 1)
    await live.change(select('x', ['x', 'a', 'b']))
    expect(await value(live, 'select')).toBe('x')
  })

  test('keeps what the user has chosen before the page was live', async () => {
    await using live = await LivePage.open(browser, select('a', ['a', 'b', 'c']), (page) =>
      page.locator('select').selectOption('c'),
    )
    expect(await value(live, 'select')).toBe('c')
    expect(await takeEdits(live, 1)).toEqual([[[0, 1], 'c']])
  })

  test('that nothing binds keeps its choice when its options change around it', async () => {
    const view = (options: readonly string[]) =>
      html`<select>${repeat(options, (each) => each, (each) => html`<option>${each}</option>`)}</select>` // prettier-ignore
    await using live = await LivePage.open(browser, view(['a', 'b']))
    await live.page.locator('select').selectOption('b')
    await live.change(view(['x', 'b', 'a']))
    expect(await value(live, 'select')).toBe('b')
  })

  test('of several choices reports each option that is bound', async () => {
    const view = (chosen: string) =>
      html`<select multiple>${['a', 'b', 'c'].map((each) => html`<option .selected=${chosen.includes(each)}>${each}</option>`)}</select>` // prettier-ignore
    const chosen = (live: LivePage) =>
      live.page.evaluate(() =>
        [...engine.find<HTMLSelectElement>('select').selectedOptions].map((option) => option.value).join(''),
      )
    await using live = await LivePage.open(browser, view('ab'))
    expect(await chosen(live)).toBe('ab')
    await live.page.locator('select').selectOption(['b', 'c'])
    await live.change(view('a'))
    expect(await chosen(live)).toBe('bc')
    expect(await takeEdits(live, 1)).toEqual([
      [[0, 0, 0, 0], false],
      [[0, 0, 1, 0], true],
      [[0, 0, 2, 0], true],
    ])
    await received(live, 1)
    await live.change(view('c'))
    expect(await chosen(live)).toBe('bc')
    await live.change(view('ab'))
    expect(await chosen(live)).toBe('ab')
  })
})

test('details that the user has opened stay open', async () => {
  const view = (text: string) => html`<details><summary>${text}</summary><p>${text}</p></details>`
  await using live = await LivePage.open(browser, view('a'))
  await live.page.locator('summary').click()
  await live.change(view('b'))
  expect(await live.page.evaluate(() => engine.find<HTMLDetailsElement>('details').open)).toBe(true)
})
