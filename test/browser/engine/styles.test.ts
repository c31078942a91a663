import { describe, expect, test } from 'vitest'
import { attrs, repeat, styleMap } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

const styleOf = (live: LivePage) =>
  live.page.evaluate(() => document.querySelector('p')?.getAttribute('style') ?? null)

describe('styleMap', () => {
  test('knows properties by the names that scripts have for them', async () => {
    const view = (colour: string | null) =>
      html`<p style=${styleMap({ backgroundColor: colour, cssFloat: 'left', webkitTextStroke: '1px red' })}></p>`
    await using live = await LivePage.open(browser, view('red'))
    expect(await styleOf(live)).toBe('background-color: red; float: left; -webkit-text-stroke: 1px red;')
    await live.change(view(null))
    expect(await styleOf(live)).toBe('float: left; -webkit-text-stroke: 1px red;')
  })

  test('sets what is important', async () => {
    const view = (colour: string) => html`<p style=${styleMap({ color: colour, '--x': '1 !important' })}></p>`
    await using live = await LivePage.open(browser, view('red !important'))
    expect(await styleOf(live)).toBe('color: red !important; --x: 1 !important;')
    await live.change(view('blue'))
    expect(await styleOf(live)).toContain('color: blue;')
    await using created = await LivePage.create(browser, view('red! IMPORTANT'))
    expect(await styleOf(created)).toContain('color: red !important;')
  })
})

describe('the value of a select', () => {
  const names = ['a', 'b & c', 'd']
  const option = (name: string) => html`<option>${name}</option>`
  const chosen = (live: LivePage) =>
    live.page.evaluate(() => {
      const select = document.querySelector('select')
      return [select?.value, select?.selectedOptions.length]
    })

  test.each([
    ['of a property', (value: string) => html`<select .value=${value}>${names.map(option)}</select>`],
    [
      'of a spread',
      (value: string) =>
        html`<select class="s" ${attrs({ '.value': value })}><option>x</option>${names.map(option)}</select>`,
    ],
    [
      'with values and groups',
      (value: string) =>
        html`<select .value=${value}><optgroup label="g">${repeat(names, String, (name) => html`<option value=${name}>v</option>`)}</optgroup></select>`, // prettier-ignore
    ],
  ])('%s is chosen in the first response', async (_, view) => {
    for (const name of names) {
      await using shown = await LivePage.show(browser, view(name))
      expect(await chosen(shown)).toEqual([name, 1])
      await using live = await LivePage.open(browser, view(name))
      expect(await chosen(live)).toEqual([name, 1])
      await live.change(view('a'))
      expect(await chosen(live)).toEqual(['a', 1])
    }
  })

  test('stays what its user chose before the page was live', async () => {
    const view = html`<select .value=${'b & c'}>${names.map(option)}</select>`
    await using live = await LivePage.open(browser, view, (page) => page.locator('select').selectOption('d'))
    expect(await chosen(live)).toEqual(['d', 1])
  })

  test('is refused when it is an array', () => {
    // An array is JSON, and the types do not know the element.
    const view = html`<select multiple .value=${['a', 'b']}>${names.map(option)}</select>`
    return expect(LivePage.show(browser, view)).rejects.toThrow(/option .selected=/)
  })
})
