import { describe, expect, test } from 'vitest'
import { attrs, foreign, keyed, styleMap, unsafeHTML } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

const NOTHING = { added: 0, removed: 0, texts: 0, attributes: 0 }

describe('text', () => {
  test('that grows at its end is added to, so that a selection in it stays', async () => {
    const view = (text: string) => html`<p>${text}</p>`
    await using live = await LivePage.open(browser, view('Once upon'))
    await live.page.evaluate(() => {
      const text = engine.find('p').firstChild
      if (text) getSelection()?.setBaseAndExtent(text, 5, text, 9)
    })
    expect(live.rendering.change(view('Once upon a time')).difference).toEqual([
      0,
      [0, 0, { '+': ' a time' }],
    ])
    await live.page.evaluate(() => engine.apply('{"templates":{},"difference":[0,[0,0,{"+":" a time"}]]}'))
    expect(await live.picture()).toBe('<p>"Once upon a time"</>')
    expect(await live.page.evaluate(() => String(getSelection()))).toBe('upon')
  })

  test('becomes a template, a list, markup and text again', async () => {
    const view = (content: unknown) => html`<p>a ${content as string} z</p>`
    await using live = await LivePage.open(browser, view('text'))
    for (const content of [
      html`<b>1</b>`,
      ['x', 'y'],
      unsafeHTML('<i>raw</i>'),
      [],
      'text',
      null,
      html``,
      7,
    ]) {
      await live.change(view(content))
      await using fresh = await LivePage.open(browser, view(content))
      expect(await live.picture()).toBe(await fresh.picture())
    }
  })

  test('leaves alone what others have put beside it', async () => {
    const view = (text: string) => html`<p>${text}</p>`
    await using live = await LivePage.open(browser, view('a'))
    await live.page.evaluate(() => engine.find('p').append(document.createElement('mark')))
    await live.change(view('b'))
    expect(await live.picture()).toBe('<p>"b"<mark></></>')
  })
})

describe('attributes', () => {
  test('come, change and go', async () => {
    const view = (title: string | null, hidden: boolean) => html`<p title=${title} ?hidden=${hidden}></p>`
    await using live = await LivePage.open(browser, view('a', false))
    expect(await live.change(view(null, true))).toEqual({ ...NOTHING, attributes: 2 })
    expect(await live.picture()).toBe('<p hidden=""></>')
    await live.change(view('', false))
    expect(await live.picture()).toBe('<p title=""></>')
  })

  test('with several holes are written once for each change, whatever stands in the page', async () => {
    const view = (one: string, two: string) => html`<p class="a ${one} b ${two}"></p>`
    await using live = await LivePage.open(browser, view('x b y', 'z'))
    expect(await live.change(view('x b y', 'w'))).toEqual({ ...NOTHING, attributes: 1 })
    expect(await live.picture()).toBe('<p class="a x b y b w"></>')
    await live.change(view('', 'w'))
    expect(await live.picture()).toBe('<p class="a  b w"></>')
  })

  test('of a spread change one by one', async () => {
    const view = (attributes: Record<string, string | boolean | null>) => html`<p ${attrs(attributes)}></p>`
    await using live = await LivePage.open(browser, view({ lang: 'en', '?hidden': true, title: 't' }))
    expect(await live.change(view({ lang: 'en', '?hidden': false, dir: 'ltr' }))).toEqual({
      ...NOTHING,
      attributes: 3,
    })
    expect(await live.picture()).toBe('<p dir="ltr" lang="en"></>')
  })

  test('of styles are set as properties, so that no policy for inline styles is needed', async () => {
    const view = (styles: Record<string, string | null>) => html`<p style=${styleMap(styles)}></p>`
    await using live = await LivePage.open(browser, view({ color: 'red', '--size': '3' }))
    expect(await live.picture()).toBe('<p style=--size:3;color:red></>')
    await live.change(view({ '--size': '4', 'background-color': 'blue' }))
    expect(await live.picture()).toBe('<p style=--size:4;background-color:blue></>')
  })
})

describe('properties of custom elements', () => {
  const view = (data: unknown, label = '') => html`<x-chart .data=${data as string} title=${label}></x-chart>`
  const define = () => {
    customElements.define(
      'x-chart',
      class extends HTMLElement {
        seen: unknown[] = []
        set data(value: unknown) {
          this.seen.push(value)
        }
      },
    )
  }
  const seen = (live: LivePage) =>
    live.page.evaluate(() => engine.find<HTMLElement & { seen: unknown[] }>('x-chart').seen)

  test('are set when the page becomes live, because HTML does not carry them', async () => {
    await using live = await LivePage.open(browser, view({ points: [1, 2] }), (page) => page.evaluate(define))
    expect(await seen(live)).toEqual([{ points: [1, 2] }])
    await live.change(view({ points: [3] }, 'unrelated'))
    await live.change(view({ points: [3] }, 'still'))
    expect(await seen(live)).toEqual([{ points: [1, 2] }, { points: [3] }])
  })

  test('are set on elements that are made', async () => {
    await using live = await LivePage.open(browser, html`${null}`, (page) => page.evaluate(define))
    await live.change(html`${view([1])}`)
    await live.change(html`${[view([1])]}`)
    expect(await seen(live)).toEqual([[1]])
  })
})

describe('handlers', () => {
  const handler = (live: LivePage, selector: string) =>
    live.page.evaluate((wanted) => engine.handler(wanted, 'click'), selector)

  test('are known by their element and type, with the path to their part', async () => {
    await using live = await LivePage.open(
      browser,
      html`<p @keydown=${() => {}}>${html`<i></i>${html`<button class=${'a'} @click=${() => {}}></button>`}`}</p>`,
    )
    expect(await handler(live, 'button')).toEqual({ path: [0, 1, 0, 1], binding: {} })
    expect(await handler(live, 'i')).toBeNull()
    expect(await live.page.evaluate(() => engine.heard)).toEqual(['keydown', 'click'])
  })

  test('come with what the browser must do by itself, change it, go and come back', async () => {
    const view = (bound: unknown) => html`<button @click=${bound as () => void}></button>`
    const binding = (client: object) => ({ kind: 'binding', handler: () => {}, client, options: null })
    await using live = await LivePage.open(browser, view(binding({ prevent: 1 })))
    expect((await handler(live, 'button'))?.binding).toEqual({ prevent: 1 })
    await live.change(view(binding({ stop: 1 })))
    expect((await handler(live, 'button'))?.binding).toEqual({ stop: 1 })
    await live.change(view(null))
    expect(await handler(live, 'button')).toBeNull()
    await live.change(view(() => {}))
    expect((await handler(live, 'button'))?.binding).toEqual({})
  })

  test('that are nothing when the page is bound are no handlers', async () => {
    await using live = await LivePage.open(browser, html`<button @click=${null}></button>`)
    expect(await handler(live, 'button')).toBeNull()
  })

  test('of one element and several types are told apart', async () => {
    await using live = await LivePage.open(
      browser,
      html`<button @click=${() => {}} @focus=${() => {}}></button>`,
    )
    expect(await live.page.evaluate(() => engine.handler('button', 'focus')?.path)).toEqual([0, 1])
  })
})

describe('content', () => {
  test('under another key is made anew', async () => {
    const view = (key: string) => html`<p>${keyed(key, html`<input>`)}</p>`
    await using live = await LivePage.open(browser, view('a'))
    expect(await live.change(view('a'))).toEqual(NOTHING)
    expect(await live.change(view('b'))).toEqual({ ...NOTHING, added: 1, removed: 1 })
  })

  test('of SVG and MathML is made in its namespace', async () => {
    const view = (shapes: readonly string[]) =>
      html`<svg>${shapes.map((id) => html`<g id=${id}><circle r="1"></circle></g>`)}${shapes.length ? unsafeHTML('<rect/>') : null}</svg><math>${shapes.map((id) => html`<mi>${id}</mi>`)}</math>` // prettier-ignore
    await using live = await LivePage.open(browser, view([]))
    await live.change(view(['a', 'b']))
    await using fresh = await LivePage.open(browser, view(['a', 'b']))
    expect(await live.picture()).toBe(await fresh.picture())
    expect(await live.picture()).toContain('<svg:circle r="1">')
  })

  test('that is raw and at the top of a new row is parsed where the row will stand', async () => {
    const view = (rows: readonly string[]) =>
      html`<svg>${rows.map((row) => html`${unsafeHTML(row)}`)}</svg><table><tbody>${rows.map((row) => html`${unsafeHTML(`<tr><td>${row.length}</td></tr>`)}`)}</tbody></table>` // prettier-ignore
    await using live = await LivePage.open(browser, view([]))
    await live.change(view(['<circle r="2"/>']))
    expect(await live.picture()).toBe(
      '<svg:svg><svg:circle r="2"></></><table><tbody><tr><td>"15"</></></></>',
    )
  })

  test('that is raw does not run its scripts when it comes later', async () => {
    const view = (raw: string) => html`<div>${unsafeHTML(raw)}</div>`
    await using live = await LivePage.open(browser, view(''))
    await live.change(view('<script>document.title = "ran"</script><b>shown</b>'))
    expect(await live.page.title()).toBe('')
    expect(await live.picture()).toContain('<b>"shown"</>')
  })

  test('of foreign elements is never touched', async () => {
    const view = (name: string, shown: boolean) =>
      html`<p>${name}</p>${shown ? html`<div class=${name} ${foreign()}><i>start</i></div>` : null}`
    await using live = await LivePage.open(browser, view('a', true), (page) =>
      page.evaluate(() => engine.find('div div').replaceChildren('made by ', 'a script')),
    )
    await live.change(view('b', true))
    expect(await live.picture()).toBe('<p>"b"</><div class="b" data-live-foreign="">"made by a script"</>')
    await live.change(view('b', false))
    await live.change(view('b', true))
    expect(await live.picture()).toBe('<p>"b"</><div class="b" data-live-foreign=""><i>"start"</></>')
  })
})

test('a policy for trusted types needs to allow `overwire` alone', async () => {
  await using live = await LivePage.create(browser, null)
  await live.page.evaluate(() => {
    const policy = document.createElement('meta')
    policy.httpEquiv = 'Content-Security-Policy'
    policy.content = "require-trusted-types-for 'script'; trusted-types overwire"
    document.head.append(policy)
  })
  const refused = live.page.evaluate(() => (document.createElement('p').innerHTML = '<b>x</b>'))
  await expect(refused).rejects.toThrow('TrustedHTML')
  await live.change(html`<p style=${styleMap({ color: 'red' })}>${unsafeHTML('<b>raw</b>')}</p>`)
  expect(await live.picture()).toBe('<p style=color:red><b>"raw"</></>')
})

describe('a root', () => {
  test('may be nothing, text or a list', async () => {
    await using live = await LivePage.create(browser, null)
    for (const value of ['text', [html`<b>1</b>`, html`<b>2</b>`], html`<i>x</i>`, null, 'end']) {
      await live.change(value)
      await using fresh = await LivePage.create(browser, value)
      expect(await live.picture()).toBe(await fresh.picture())
    }
  })

  test('is lost when the page removes its element, and passed over from then on', async () => {
    await using live = await LivePage.open(browser, html`<p>${'a'}</p>`)
    await live.page.evaluate(() => document.body.replaceChildren())
    expect(await live.page.evaluate(() => [engine.lostRoots(), engine.lostRoots()])).toEqual([[0], []])
    expect(await live.change(html`<p>${'b'}</p>`)).toEqual(NOTHING)
  })

  test('that ends leaves an empty element', async () => {
    await using live = await LivePage.open(browser, html`<p>${'a'}</p>`)
    await live.page.evaluate(() => engine.removeRoot(0))
    expect(await live.page.evaluate(() => document.body.innerHTML)).toBe('<div></div>')
  })
})

describe('a difference that does not fit', () => {
  const WRONG: Readonly<Record<string, readonly [difference: unknown, error: string]>> = {
    'a part that does not exist': [[0, [0, 9, 'x']], 'undefined'],
    'an instance where a text stands': [[0, [0, 0, [0, 0, 'x']]], 'other content'],
    'a list where a text stands': [[0, [0, 0, { x: [1] }]], 'other content'],
    'a row that does not exist': [[0, [0, 1, { u: [7, [0, 'x']] }]], 'undefined'],
    'a row to move that does not exist': [[0, [0, 1, { o: [[-1, 7]] }]], 'undefined'],
    'a template that was not announced': [[0, [0, 0, [99, 'x']]], 'undefined'],
  }
  for (const [name, [difference, error]] of Object.entries(WRONG)) {
    test(`throws: ${name}`, async () => {
      await using live = await LivePage.open(
        browser,
        html`<p>${'a'}</p><ul>${['x'].map((row) => html`<li>${row}</li>`)}</ul>`,
      )
      const changed = JSON.stringify({ templates: {}, difference })
      await expect(live.page.evaluate((text) => engine.apply(text), changed)).rejects.toThrow(error)
    })
  }
})
