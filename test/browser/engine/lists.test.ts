import { describe, expect, test } from 'vitest'
import { repeat } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import type { TemplateValue } from '../../../src/template/template-value.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

const NOTHING = { added: 0, removed: 0, texts: 0, attributes: 0 }
const ids = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
const rows = (list: readonly number[]) =>
  html`<ul>${repeat(
    list,
    (id) => id,
    (id) => html`<li id="r${id}">row ${id}<input></li>`,
  )}</ul>`

const order = (live: LivePage): Promise<string> =>
  live.page.evaluate(() => [...document.querySelectorAll('li')].map((row) => row.id.slice(1)).join(' '))

describe('a list with keys', () => {
  test('moves one row with one removal and one insertion', async () => {
    await using live = await LivePage.open(browser, rows(ids(100)))
    expect(await live.change(rows([100, ...ids(99)]))).toEqual({ ...NOTHING, added: 1, removed: 1 })
    expect(await order(live)).toBe([100, ...ids(99)].join(' '))
  })

  test('swaps two rows with two moves', async () => {
    await using live = await LivePage.open(browser, rows(ids(100)))
    const swapped = ids(100).with(1, 99).with(98, 2)
    expect(await live.change(rows(swapped))).toEqual({ ...NOTHING, added: 2, removed: 2 })
    expect(await order(live)).toBe(swapped.join(' '))
  })

  test('removes rows and touches no other', async () => {
    await using live = await LivePage.open(browser, rows(ids(20)))
    const left = ids(20).filter((id) => id !== 5 && (id < 10 || id > 14))
    expect(await live.change(rows(left))).toEqual({ ...NOTHING, removed: 6 })
    expect(await order(live)).toBe(left.join(' '))
  })

  test('inserts rows at the start, in between and at the end', async () => {
    await using live = await LivePage.open(browser, rows([1, 2]))
    expect(await live.change(rows([8, 9, 1, 7, 2, 5, 6]))).toEqual({ ...NOTHING, added: 5 })
    expect(await order(live)).toBe('8 9 1 7 2 5 6')
  })

  test('reverses, empties and fills again', async () => {
    await using live = await LivePage.open(browser, rows(ids(6)))
    await live.change(rows(ids(6).toReversed()))
    expect(await order(live)).toBe('6 5 4 3 2 1')
    await live.change(rows([]))
    expect(await order(live)).toBe('')
    await live.change(rows([3, 4]))
    expect(await order(live)).toBe('3 4')
  })

  test('keeps the elements of rows that stay', async () => {
    await using live = await LivePage.open(browser, rows([1, 2, 3]))
    await live.page.evaluate(() => Object.assign(engine.find('#r2'), { mark: 'mine' }))
    await live.change(rows([4, 2, 1]))
    expect(await live.page.evaluate(() => (engine.find('#r2') as { mark?: string }).mark)).toBe('mine')
  })

  test('gives rows that were made later paths by their ids', async () => {
    const view = (list: readonly number[]) =>
      html`<ul>${repeat(
        list,
        (id) => id,
        (id) => html`<li><button id="b${id}" @click=${() => {}}>x</button></li>`,
      )}</ul>`
    await using live = await LivePage.open(browser, view([1, 2, 3]))
    await live.change(view([3, 9, 1]))
    const path = (id: string) => live.page.evaluate((selector) => engine.handler(selector, 'click')?.path, id)
    expect(await path('#b3')).toEqual([0, 0, 2, 1])
    expect(await path('#b9')).toEqual([0, 0, 3, 1])
    expect(await path('#b1')).toEqual([0, 0, 0, 1])
  })

  test('moves rows that begin and end with content of their own', async () => {
    const view = (list: readonly (readonly [id: number, inside: TemplateValue])[]) =>
      html`a ${repeat(
        list,
        ([id]) => id,
        ([, inside]) => html`${inside}`,
      )} z`
    await using live = await LivePage.open(browser, view([[1, 'one'], [2, html`<b>two</b>`], [3, null], [4, html`${'four'}`]])) // prettier-ignore
    await live.change(view([[4, html`${'four'}`], [3, [html`<i>3</i>`, 'x']], [1, html`<b>1</b>`], [2, html`<b>two</b>`]])) // prettier-ignore
    expect(await live.picture()).toBe('"a four"<i>"3"</>"x"<b>"1"</><b>"two"</>" z"')
    await live.change(view([[2, html`<b>two</b>`], [4, html`${'4'}`]])) // prettier-ignore
    expect(await live.picture()).toBe('"a "<b>"two"</>"4 z"')
  })

  test('shows another template in a row without moving it', async () => {
    const view = (list: readonly (readonly [number, boolean])[]) =>
      html`<ul>${repeat(
        list,
        ([id]) => id,
        ([id, done]) => (done ? html`<li><s>${id}</s></li>` : html`<li>${id}</li>`),
      )}</ul>`
    await using live = await LivePage.open(browser, view([[1, false], [2, false]])) // prettier-ignore
    expect(await live.change(view([[1, true], [2, false]]))).toEqual({ ...NOTHING, added: 1, removed: 1 }) // prettier-ignore
    expect(await live.picture()).toBe('<ul><li><s>"1"</></><li>"2"</></>')
  })

  test('refuses an insert whose first id is not the next one', async () => {
    await using live = await LivePage.open(browser, rows([1, 2]))
    const inserted = JSON.stringify(live.rendering.change(rows([1, 2, 3])))
    const twice = (): Promise<unknown> => live.page.evaluate((changed) => engine.apply(changed), inserted)
    await twice()
    await expect(twice()).rejects.toThrow('row ids')
  })
})

describe('a list without keys', () => {
  test('changes the text of one row of a thousand with one operation', async () => {
    const view = (changed: string) =>
      html`<ul>${ids(1000).map((id) => html`<li>${id === 500 ? changed : id}</li>`)}</ul>`
    await using live = await LivePage.open(browser, view('500'))
    expect(await live.change(view('changed'))).toEqual({ ...NOTHING, texts: 1 })
  })

  test('grows and shrinks at its end', async () => {
    const view = (items: readonly string[]) => html`<p>${items.map((item) => html`${item}, `)}</p>`
    await using live = await LivePage.open(browser, view(['a', 'b']))
    await live.change(view(['a', 'c', 'd']))
    expect(await live.picture()).toBe('<p>"a, c, d, "</>')
    await live.change(view(['x']))
    expect(await live.picture()).toBe('<p>"x, "</>')
  })
})

describe('the focus', () => {
  /** Each time that an element loses the focus from now on. */
  const blursOf = (live: LivePage) =>
    live.page.evaluateHandle(() => {
      const seen: string[] = []
      document.addEventListener('focusout', () => seen.push('lost'))
      return seen
    })

  for (const [how, hide] of [
    ['with moveBefore', false],
    ['without moveBefore', true],
  ] as const) {
    test(`stays with its selection in a row that is to move, so that no key is lost, ${how}`, async () => {
      await using live = await LivePage.open(browser, rows(ids(5)), (page) =>
        page.evaluate((without) => {
          // As in a browser that does not have it.
          if (without)
            for (const at of [Element, Document, DocumentFragment])
              delete (at.prototype as { moveBefore?: unknown }).moveBefore
        }, hide),
      )
      const input = live.page.locator('#r4 input')
      await input.fill('abcdef')
      await input.evaluate((field: HTMLInputElement) => field.setSelectionRange(1, 3))
      const blurs = await blursOf(live)
      await live.change(rows([5, 4, 3, 2, 1]))
      await live.change(rows([4, 1, 2]))
      await live.change(rows([2, 1, 4, 3]))
      await live.change(rows([4, 3, 2, 1]))
      await live.change(rows([4, 1, 2]))
      expect(await order(live)).toBe('4 1 2')
      // A letter that is typed while its field has no focus is lost.
      expect(await blurs.jsonValue()).toEqual([])
      const state = await live.page.evaluate(() => {
        const field = document.activeElement as HTMLInputElement
        return [field.parentElement?.id, field.value, field.selectionStart, field.selectionEnd]
      })
      expect(state).toEqual(['r4', 'abcdef', 1, 3])
    })
  }

  test('stays where it is while rows around it come, go and move', async () => {
    await using live = await LivePage.open(browser, rows(ids(5)))
    await live.page.locator('#r3 input').focus()
    const blurs = await blursOf(live)
    await live.change(rows([9, 5, 3, 8, 1]))
    expect(await live.page.evaluate(() => document.activeElement?.parentElement?.id)).toBe('r3')
    expect(await blurs.jsonValue()).toEqual([])
  })
})
