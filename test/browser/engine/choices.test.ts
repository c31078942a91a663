import { describe, expect, test } from 'vitest'
import { repeat } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

const value = (live: LivePage, selector = 'select') => live.page.locator(selector).inputValue()

describe('boxes', () => {
  const boxes = (one: boolean, two: boolean) =>
    html`<input type="checkbox" .checked=${one}><input type="checkbox" .checked=${two}>`
  const checked = (live: LivePage) =>
    live.page.evaluate(() => [...document.querySelectorAll('input')].map((box) => box.checked))

  test('that the user has checked stay checked until a later event renders them', async () => {
    await using live = await LivePage.open(browser, boxes(false, true))
    await live.page.locator('input').first().check()
    await live.change(boxes(true, false))
    await live.change(boxes(false, false))
    expect(await checked(live)).toEqual([true, false])
    await live.send()
    await live.change(boxes(true, true), 1)
    await live.change(boxes(false, true))
    expect(await checked(live)).toEqual([false, true])
  })

  test('that were checked before the page was live stay checked', async () => {
    await using live = await LivePage.open(browser, boxes(false, true), (page) =>
      page.locator('input').first().check(),
    )
    await live.change(boxes(true, true))
    await live.change(boxes(false, false))
    expect(await checked(live)).toEqual([true, false])
  })

  test('whose click handler refuses are as before', async () => {
    await using live = await LivePage.open(browser, boxes(false, true))
    await live.page.locator('input').first().click()
    await live.end(await live.send('input'))
    expect(await checked(live)).toEqual([false, true])
  })
})

describe('a group of radios', () => {
  const radios = (chosen: string, names = ['a', 'b', 'c']) =>
    html`<form>${repeat(names, (each) => each, (each) => html`<input type="radio" name="r" value=${each} .checked=${each === chosen}>`)}</form><input type="radio" name="r" .checked=${true}>` // prettier-ignore
  const chosen = (live: LivePage) =>
    live.page.evaluate(() =>
      [...document.querySelectorAll('input')].map(({ checked }) => (checked ? 1 : 0)).join(''),
    )

  test('is one control', async () => {
    await using live = await LivePage.open(browser, radios('a'))
    await live.page.locator('[value=b]').check()
    await live.change(radios('c'))
    expect(await chosen(live)).toBe('0101')
    await live.send()
    await live.change(radios('b'))
    await live.change(radios('a'), 1)
    expect(await chosen(live)).toBe('1001')
  })

  test('is as before when a handler refuses the choice', async () => {
    await using live = await LivePage.open(browser, radios('a'))
    await live.page.locator('[value=b]').check()
    await live.end(await live.send('[value=b]'))
    expect(await chosen(live)).toBe('1001')
  })

  test('keeps the choice of its user when another radio comes, and loses it with its radio', async () => {
    await using live = await LivePage.open(browser, radios('a'))
    await live.page.locator('[value=b]').check()
    await live.change(radios('d', ['a', 'b', 'c', 'd']))
    expect(await chosen(live)).toBe('01001')
    await live.change(radios('d', ['a', 'c', 'd']))
    expect(await chosen(live)).toBe('0011')
  })
})

describe('a select', () => {
  const select = (chosen: string, options: readonly string[], label = '') =>
    html`<select title=${label} .value=${chosen}>${options.map((option) => html`<option>${option}</option>`)}</select>` // prettier-ignore

  test('shows its value, which HTML does not carry', async () => {
    await using live = await LivePage.open(browser, select('b', ['a', 'b']))
    expect(await value(live)).toBe('b')
    await using made = await LivePage.create(browser, select('b', ['a', 'b']))
    expect(await value(made)).toBe('b')
  })

  test('chooses again when its options come later than its value', async () => {
    await using live = await LivePage.open(browser, select('c', []))
    await live.change(select('c', ['a', 'b', 'c']))
    expect(await value(live)).toBe('c')
    await live.change(select('c', ['c', 'd']))
    expect(await value(live)).toBe('c')
  })

  test('chooses again when an option comes to be worth something else', async () => {
    const view = (worth: string) =>
      html`<select .value=${'a'}><option>x</option><option value=${worth}>y</option></select>`
    await using live = await LivePage.open(browser, view('b'))
    await live.change(view('a'))
    expect(await value(live)).toBe('a')
    await live.change(view('b'))
    expect(await value(live)).toBe('')
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
    expect(await value(live)).toBe('b')
    await live.change(select('c', ['x', 'a', 'b']))
    expect(await value(live)).toBe('b')
    await live.send()
    await live.change(select('x', ['x', 'a', 'b']), 1)
    expect(await value(live)).toBe('x')
  })

  test('shows what was rendered when the option that the user chose goes', async () => {
    await using live = await LivePage.open(browser, select('a', ['a', 'b', 'c']))
    await live.page.locator('select').selectOption('b')
    await live.change(select('c', ['a', 'c']))
    expect(await value(live)).toBe('c')
  })

  test('keeps what the user has chosen before the page was live', async () => {
    await using live = await LivePage.open(browser, select('a', ['a', 'b', 'c']), (page) =>
      page.locator('select').selectOption('c'),
    )
    expect(await value(live)).toBe('c')
    await live.change(select('b', ['a', 'b', 'c']))
    expect(await value(live)).toBe('c')
  })

  test('that nothing binds keeps its choice when its options change around it', async () => {
    const view = (options: readonly string[]) =>
      html`<select>${repeat(options, (each) => each, (each) => html`<option>${each}</option>`)}</select>` // prettier-ignore
    await using live = await LivePage.open(browser, view(['a', 'b']))
    await live.page.locator('select').selectOption('b')
    await live.change(view(['x', 'b', 'a']))
    expect(await value(live)).toBe('b')
  })

  test('of several choices is one control', async () => {
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
    await live.send()
    await live.change(view('ab'), 1)
    expect(await chosen(live)).toBe('ab')
  })
})

describe('a section', () => {
  const isOpen = (live: LivePage) => live.page.evaluate(() => engine.find<HTMLDetailsElement>('details').open)

  test('that nothing binds stays open when its user has opened it', async () => {
    const view = (text: string) => html`<details><summary>${text}</summary><p>${text}</p></details>`
    await using live = await LivePage.open(browser, view('a'))
    await live.page.locator('summary').click()
    await live.change(view('b'))
    expect(await isOpen(live)).toBe(true)
  })

  test('that is bound opens and closes as rendered, and as its user last did', async () => {
    const view = (open: boolean) => html`<details ?open=${open}><summary>x</summary></details>`
    await using live = await LivePage.open(browser, view(false))
    await live.change(view(true))
    await expect.poll(() => isOpen(live)).toBe(true)
    await live.change(view(false))
    expect(await isOpen(live)).toBe(false)
    await live.page.evaluate(
      () =>
        new Promise((resolve) => {
          engine.find('details').addEventListener('toggle', resolve)
          engine.find('summary').click()
        }),
    )
    await live.change(view(true))
    await live.change(view(false))
    expect(await isOpen(live)).toBe(true)
    await live.end(await live.send('details'))
    expect(await isOpen(live)).toBe(false)
  })
})
