import { describe, expect, test } from 'vitest'
import { styleMap } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import type { TemplateResult, StreamSource } from '../../../src/template/template-value.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

const row = (text: string) => html`<li><b>${text}</b><input></li>`

/** A stream that has these rows when it is rendered. */
function streamOf(rows: Readonly<Record<string, TemplateResult>>): StreamSource {
  return {
    kind: 'stream-source',
    refused() {},
    pending: () => ({ keys: Object.keys(rows), rows: Object.values(rows) }),
  }
}

const view = (stream: StreamSource, note = '') =>
  html`<ul @click=${() => {}}><li>first</li>${stream}<li id="last">${note}</li></ul>`

/** The part that the stream is. */
const STREAM = [0, 1]

async function add(
  live: LivePage,
  how: 'append' | 'prepend' | 'reset',
  rows: Readonly<Record<string, TemplateResult>>,
): Promise<void> {
  const added = JSON.stringify(live.rendering.rows(null, rows))
  await live.page.evaluate(([text, path, at]) => engine.stream(text, path, at), [added, STREAM, how] as const)
}

const texts = (live: LivePage) =>
  live.page.evaluate(() => [...document.querySelectorAll('li b')].map((each) => each.textContent).join(' '))

describe('a stream', () => {
  test('shows the rows that the page came with and takes rows at both ends', async () => {
    await using live = await LivePage.open(browser, view(streamOf({ a: row('a'), b: row('b') })))
    await add(live, 'append', { c: row('c'), d: row('d') })
    await add(live, 'prepend', { x: row('x'), y: row('y') })
    expect(await texts(live)).toBe('x y a b c d')
  })

  test('made from values takes rows too', async () => {
    await using live = await LivePage.create(browser, view(streamOf({ a: row('a') })))
    await add(live, 'append', { b: row('b') })
    expect(await texts(live)).toBe('a b')
  })

  test('gives new values to a row whose key is there, where it stands', async () => {
    await using live = await LivePage.open(browser, view(streamOf({ a: row('a'), b: row('b') })))
    await live.page.locator('li input').first().fill('typed')
    await add(live, 'append', { a: row('changed'), c: row('c') })
    expect(await texts(live)).toBe('changed b c')
    expect(await live.page.locator('li input').first().inputValue()).toBe('typed')
    await add(live, 'append', { a: html`<li><b>other</b></li>` })
    expect(await texts(live)).toBe('other b c')
  })

  test('takes away styles and attributes that a row with the same key does not have any more', async () => {
    const styled = (styles: Record<string, string>) => html`<li style=${styleMap(styles)}><b>x</b></li>`
    await using live = await LivePage.open(browser, view(streamOf({ a: styled({ color: 'red' }) })))
    await add(live, 'append', { a: styled({ width: '1px' }) })
    expect(await live.picture()).toContain('<li style=width:1px>')
  })

  test('takes rows before another one and at the end; those that are there go there as they stand', async () => {
    await using live = await LivePage.open(
      browser,
      view(streamOf({ a: row('a'), b: html`${html`<li><b>b</b></li>`}<li><b>b2</b></li>`, c: row('c') })),
    )
    const place = async (
      rows: Readonly<Record<string, TemplateResult>>,
      before: string | null,
    ): Promise<void> => {
      const added = JSON.stringify(live.rendering.rows(null, rows))
      await live.page.evaluate(([text, path, key]) => engine.placeRows(text, path, key), [
        added,
        STREAM,
        before,
      ] as const)
    }
    await live.page.locator('li input').last().fill('typed')
    await place({ x: row('x'), c: row('c2'), y: row('y') }, 'a')
    expect(await texts(live)).toBe('x c2 y a b b2')
    expect(await live.page.locator('li input').nth(1).inputValue()).toBe('typed')
    expect(
      await live.page
        .locator('li input')
        .nth(1)
        .evaluate((input) => input === document.activeElement),
    ).toBe(true)
    await place({ x: html`<li><b>other</b></li>` }, null)
    expect(await texts(live)).toBe('c2 y a b b2 other')
    await place({ b: row('one') }, 'y')
    await place({ z: row('z') }, 'nobody')
    expect(await texts(live)).toBe('c2 one y a other z')
  })

  test('loses rows by their keys; those that are not there are no loss', async () => {
    await using live = await LivePage.open(browser, view(streamOf({ a: row('a'), b: row('b') })))
    await live.page.evaluate((path) => engine.dropRows(path, ['a', 'nothing', 'a']), STREAM)
    expect(await texts(live)).toBe('b')
  })

  test('is reset to other rows', async () => {
    await using live = await LivePage.open(browser, view(streamOf({ a: row('a'), b: row('b') })))
    await add(live, 'reset', { b: row('b again'), c: row('c') })
    expect(await texts(live)).toBe('b again c')
  })

  test('keeps its rows when what is around it changes', async () => {
    const stream = streamOf({ a: row('a') })
    await using live = await LivePage.open(browser, view(stream))
    await add(live, 'append', { b: row('b') })
    await live.change(view(stream, 'note'))
    expect(await texts(live)).toBe('a b')
    expect(await live.picture()).toContain('<li id="last">"note"</>')
  })

  test('that is gone takes its rows along', async () => {
    const around = (shown: boolean) => html`<div>${shown ? view(streamOf({ a: row('a') })) : 'none'}</div>`
    await using live = await LivePage.open(browser, around(true))
    await live.change(around(false))
    await add(live, 'append', { b: row('b') })
    expect(await live.picture()).toBe('<div>"none"</>')
  })

  test('tells the key of the row that something stands in', async () => {
    await using live = await LivePage.open(browser, view(streamOf({ a: row('a'), b: row('b') })))
    await add(live, 'append', { c: html`${html`<li><b>c</b></li>`}<li><b>c2</b></li>` })
    const keys = await live.page.evaluate(() => {
      const list = engine.find('ul')
      return [...list.querySelectorAll('li b, #last, li')]
        .map((each) => engine.rowKey(each, list) ?? '-')
        .join(' ')
    })
    expect(keys).toBe('- a a b b c c c c -')
  })
})
