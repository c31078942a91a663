import { describe, expect, test } from 'vitest'
import { attrs, repeat } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

const field = (value: string, label = '') => html`<label>${label}</label><input id="field" .value=${value}>`
const value = (live: LivePage, selector = 'input') => live.page.locator(selector).inputValue()
const isBehind = async (live: LivePage, selector = 'input') =>
  (await live.page.locator(selector).getAttribute('data-live-behind')) !== null
const type = (live: LivePage, text: string, selector = 'input') => live.page.locator(selector).fill(text)

describe('typed text', () => {
  test('stands until something that was sent later is the cause of a render', async () => {
    await using live = await LivePage.open(browser, field('a'))
    await type(live, 'typed')
    await live.change(field('no cause'))
    expect(await value(live)).toBe('typed')
    await live.send()
    await live.change(field('still no cause'))
    expect(await value(live)).toBe('typed')
    await live.change(field(''), 1)
    expect(await value(live)).toBe('')
    await live.change(field('from now on all is shown'))
    expect(await value(live)).toBe('from now on all is shown')
  })

  test('stands when it was typed after the event that caused a render', async () => {
    await using live = await LivePage.open(browser, field('a'))
    await type(live, 'bu')
    await live.send()
    await type(live, 'buy')
    await live.change(field('BU'), 1)
    expect(await value(live)).toBe('buy')
    await live.send()
    await live.change(field('BUY'), 2)
    expect(await value(live)).toBe('BUY')
  })

  test('stands when the same value is rendered again', async () => {
    await using live = await LivePage.open(browser, html`<p>${field('a')}</p>`)
    await type(live, 'typed')
    await live.send()
    await live.page.evaluate(() => engine.apply('{"templates":{},"difference":[0,[0,0,[0,1,"a"]]]}', 1))
    expect(await value(live)).toBe('typed')
  })

  test('carries a mark while the server has rendered something else', async () => {
    await using live = await LivePage.open(browser, field('a'))
    await type(live, 'typed')
    expect(await isBehind(live)).toBe(false)
    await live.change(field('b'))
    expect(await isBehind(live)).toBe(true)
    await type(live, 'b')
    expect(await isBehind(live)).toBe(false)
    await type(live, 'bb')
    expect(await isBehind(live)).toBe(true)
    await live.send()
    await live.change(field('c'), 1)
    expect(await isBehind(live)).toBe(false)
  })

  test('before the page was live is an edit, and handlers hear of it once', async () => {
    await using live = await LivePage.open(browser, field('a'), (page) => page.locator('input').fill('early'))

    await expect
      .poll(() => live.page.evaluate(() => engine.changes))
      .toEqual(['input field', 'input field', 'change field'])
    await live.change(field('b'))
    expect(await value(live)).toBe('early')
    await live.send()
    await live.change(field('c'), 1)
    expect(await value(live)).toBe('c')
  })

  test('of a textarea before the page was live is an edit, its content is not', async () => {
    const view = (text: string, other: string) =>
      html`<textarea .value=${text}></textarea><textarea .value=${other}></textarea>`
    await using live = await LivePage.open(browser, view('one\ntwo', '\n\nlines'), (page) =>
      page.locator('textarea').first().fill('early'),
    )
    await live.change(view('x', 'y'))
    expect(await value(live, 'textarea >> nth=0')).toBe('early')
    expect(await value(live, 'textarea >> nth=1')).toBe('y')
  })

  for (const how of ['shown by the page', 'made in the page'] as const) {
    test(`that a range cannot show is shown when it reaches further: ${how}`, async () => {
      const range = (number: number, max: number) => html`<input type="range" .value=${number} max=${max}>`
      await using live =
        how === 'shown by the page'
          ? await LivePage.open(browser, range(150, 120))
          : await LivePage.create(browser, range(150, 120))
      expect(await value(live)).toBe('120')
      await live.change(range(150, 200))
      expect(await value(live)).toBe('150')
      await live.change(range(170, 300))
      expect(await value(live)).toBe('170')
    })
  }

  test('that a control has made of a value out of range is no edit', async () => {
    const view = (number: string) =>
      html`<input type="range" max="10" .value=${number}><input type="color" .value=${'none'}>`
    await using live = await LivePage.open(browser, view('99'))
    expect(await value(live, 'input >> nth=0')).toBe('10')
    await live.change(view('3'))
    expect(await value(live, 'input >> nth=0')).toBe('3')
  })

  test('in other fields stays when something around it changes', async () => {
    await using live = await LivePage.open(browser, field('a', 'x'))
    await type(live, 'typed')
    await live.send()
    expect(await live.change(field('a', 'y'), 1)).toEqual({ added: 0, removed: 0, texts: 1, attributes: 0 })
    expect(await value(live)).toBe('typed')
  })

  test('of a field that a spread binds stands and is replaced like any other', async () => {
    const view = (text: string) => html`<input ${attrs({ '.value': text })}>`
    await using live = await LivePage.open(browser, view('a'))
    await type(live, 'typed')
    await live.change(view('b'))
    expect(await value(live)).toBe('typed')
    await live.send()
    await live.change(view('c'), 1)
    expect(await value(live)).toBe('c')
  })

  test('moves with its row', async () => {
    const view = (rows: readonly number[]) =>
      html`${repeat(rows, (row) => row, (row) => html`<input id="i${row}" .value=${'v'}>`)}` // prettier-ignore
    await using live = await LivePage.open(browser, view([1, 2, 3]))
    await type(live, 'two', '#i2')
    await live.change(view([3, 2, 1]))
    await live.change(view([2]))
    expect(await value(live, '#i2')).toBe('two')
  })
})

describe("a control's own handler", () => {
  test('has the last word when it is done', async () => {
    await using live = await LivePage.open(browser, field('a'))
    await type(live, 'refused')
    await live.end(await live.send('input'))
    expect(await value(live)).toBe('a')
  })

  test('has not when it failed', async () => {
    await using live = await LivePage.open(browser, field('a'))
    await type(live, 'typed')
    await live.end(await live.send('input'), false)
    expect(await value(live)).toBe('typed')
  })

  test('has not when the user went on, or another one of its events is under way', async () => {
    await using live = await LivePage.open(browser, field('a'))
    await type(live, 'one')
    const first = await live.send('input')
    await type(live, 'two')
    await live.end(first)
    expect(await value(live)).toBe('two')
    const second = await live.send('input')
    const third = await live.send('input')
    await live.end(third)
    expect(await value(live)).toBe('two')
    await live.end(second)
    expect(await value(live)).toBe('a')
  })
})

describe('a number', () => {
  const number = (amount: string) => html`<input type="number" step="any" .value=${amount}><button></button>`

  test('stands as it is written while its value is the one that is rendered', async () => {
    await using live = await LivePage.open(browser, number('1'))
    await type(live, '')
    await live.page.locator('input').pressSequentially('0.0')
    await live.send()
    await live.change(number('0'), 1)
    await live.page.locator('input').press('5')
    expect(await value(live)).toBe('0.05')
  })

  test('that is half typed is left until it loses the focus', async () => {
    await using live = await LivePage.open(browser, number('1'))
    await live.page.locator('input').press('End')
    await live.page.locator('input').pressSequentially('e')
    await live.send()
    await live.change(number('7'), 1)
    expect(
      await live.page.locator('input').evaluate((input: HTMLInputElement) => input.validity.badInput),
    ).toBe(true)
    await live.page.locator('button').focus()
    expect(await value(live)).toBe('7')
    expect(
      await live.page.locator('input').evaluate((input: HTMLInputElement) => input.validity.badInput),
    ).toBe(false)
  })

  test('that is half typed stays when the user goes on', async () => {
    await using live = await LivePage.open(browser, number('1'))
    await live.page.locator('input').press('End')
    await live.page.locator('input').pressSequentially('e')
    await live.send()
    await live.change(number('7'), 1)
    await live.page.locator('input').pressSequentially('2')
    await live.page.locator('button').focus()
    expect(await value(live)).toBe('1e2')
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
  const compose = (live: LivePage, name: string) =>
    live.page.evaluate((which) => {
      engine.find('input').dispatchEvent(new CompositionEvent(which, { bubbles: true }))
    }, name)
  /** Input events come while it is at work. */
  const write = (live: LivePage, text: string) =>
    live.page.evaluate((written) => {
      const input = engine.find<HTMLInputElement>('input')
      input.value = written
      input.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }))
    }, text)

  test('composes without being disturbed, and shows at its end what was rendered meanwhile', async () => {
    await using live = await LivePage.open(browser, field(''))
    await live.page.locator('input').focus()
    await compose(live, 'compositionstart')
    await write(live, 'ni')
    await live.send()
    await live.change(field('NI'), 1)
    expect(await value(live)).toBe('ni')
    await compose(live, 'compositionend')
    expect(await value(live)).toBe('NI')
  })

  test('keeps what it composes after what was rendered', async () => {
    await using live = await LivePage.open(browser, field(''))
    await live.page.locator('input').focus()
    await compose(live, 'compositionstart')
    await write(live, 'ni')
    await live.send()
    await live.change(field('NI'), 1)
    await write(live, 'nih')
    await compose(live, 'compositionend')
    expect(await value(live)).toBe('nih')
  })
})

describe('a form', () => {
  const form = (text: string, agreed: boolean) =>
    html`<form id="form"><input name="elements" .value=${text}><input type="checkbox" .checked=${agreed}><input id="own" value="own"><select><option>1<option>2</select><button type="reset"></button></form>` // prettier-ignore
  const shown = (live: LivePage) =>
    live.page.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>('input,select')].map((each) =>
        each.type === 'checkbox' ? each.checked : each.value,
      ),
    )
  const fillAll = async (live: LivePage) => {
    await type(live, 'typed', '[name=elements]')
    await live.page.locator('[type=checkbox]').check()
    await type(live, 'typed', '#own')
    await live.page.locator('select').selectOption('2')
  }

  test('that the browser resets shows what was rendered', async () => {
    await using live = await LivePage.open(browser, form('a', false))
    await live.change(form('b', false))
    await fillAll(live)
    await live.page.locator('button').click()
    await expect.poll(() => shown(live)).toEqual(['b', false, 'own', '1'])
  })

  test('that a handler resets keeps what was changed after its event', async () => {
    await using live = await LivePage.open(browser, form('', false))
    await fillAll(live)
    const event = await live.send()
    await type(live, 'typed on', '[name=elements]')
    await live.page.evaluate((number) => engine.reset('#form', number), event)
    expect(await shown(live)).toEqual(['typed on', false, 'own', '1'])
    const second = await live.send()
    await live.page.evaluate((number) => engine.reset('#form', number), second)
    expect(await shown(live)).toEqual(['', false, 'own', '1'])
  })
})

test('a custom element has its value before it is put into the page, and keeps what its user chose', async () => {
  const view = (chosen: string) => html`<p>${chosen && html`<date-field .value=${chosen}></date-field>`}</p>`
  await using live = await LivePage.open(browser, view(''))
  await live.page.evaluate(() => {
    class DateField extends HTMLElement {
      value = ''
      connectedCallback() {
        this.title = this.value
      }
    }
    customElements.define('date-field', DateField)
  })
  const shown = () =>
    live.page.evaluate(() => {
      const { title, value: chosen } = engine.find<HTMLInputElement>('date-field')
      return [title, chosen]
    })
  await live.change(view('monday'))
  expect(await shown()).toEqual(['monday', 'monday'])
  await live.page.evaluate(() => {
    const element = engine.find<HTMLInputElement>('date-field')
    element.value = 'tuesday'
    element.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await live.change(view('friday'))
  expect(await shown()).toEqual(['monday', 'tuesday'])
  await live.send()
  await live.change(view('sunday'), 1)
  expect(await shown()).toEqual(['monday', 'sunday'])
})
