/** Regions that cannot be sent as they should be. */
import { Component, component, html, LiveView } from 'overwire'
import { expect, test } from 'vitest'
import { inOrder } from '../../src/page/html-in-pieces.ts'
import { Page } from '../../src/page/page.ts'
import { renderHtml } from '../../src/template/output/render-html.ts'
import { CONTEXT, FOLLOWER, pageServices, visitOf } from './page-services.ts'

let settle: (value: string) => void = () => {}
let fail: (error: Error) => void = () => {}

class Region extends Component {
  data = this.live.load(
    () =>
      new Promise<string>((resolve, reject) => {
        settle = resolve
        fail = reject
      }),
    { late: true },
  )

  render() {
    if (this.data.value === 'broken') throw new Error('broken')
    return html`<p>${this.data.value ?? 'pending'}</p>`
  }
}

class Options extends Component {
  data = this.live.load(() => new Promise<string>((resolve) => (settle = resolve)), { late: true })
  render() {
    return html`<option>a</option><option>${this.data.value}</option>`
  }
}

class Careful extends Component {
  override catchError(error: unknown) {
    return html`<em>${error instanceof Error ? error.message : null}</em>`
  }
  render() {
    return html`<div>${component(Region)}</div>`
  }
}

class View extends LiveView {
  override catchError() {
    return html`<h1>all of it</h1>`
  }
  render() {
    return html`<h1>view</h1>${component(Careful)}`
  }
}

/** Sends the response of a view, of which the first text is there when `then` is called. */
async function respond(view: new () => LiveView, then: () => void) {
  const { services, reports } = pageServices()
  const page = new Page(services, CONTEXT)
  const texts = inOrder(await page.mountVisit(visitOf(view), 'streamed', '<!--mark-->'))
  const sent: string[] = []
  for await (const text of texts) if (sent.push(text) === 1) then()
  return { page, reports, sent, body: plain(sent.join('')) }
}

const plain = (text: string): string => text.replaceAll('<!---->', '')

test.each([
  ['an error of a load', () => fail(new Error('no database')), 'no database'],
  ['an error of render', () => settle('broken'), 'broken'],
])(
  '%s goes to the nearest that catches it, once a browser follows, and is reported once',
  async (_, end, message) => {
    const { page, reports, body } = await respond(View, end)
    expect(body).toBe('<h1>view</h1><div><p>pending</p></div>')
    expect(reports).toEqual([expect.stringContaining(message)])
    page.follow(FOLLOWER)
    page.render(() => {})
    const [tree] = page.runtime.trees
    expect(plain(renderHtml(tree?.node ?? null))).toBe(`<h1>view</h1><em>${message}</em>`)
    expect(reports).toHaveLength(1)
    page.stop()
  },
)

test('an error of a load in a region is reported once where nothing catches it', async () => {
  class Broken extends Component {
    data = this.live.load(async () => {
      await Promise.resolve()
      throw new Error('no database')
    })
    render() {
      return html`<p>${this.data.value}</p>`
    }
  }
  class Outer extends Component {
    data = this.live.load(() => new Promise<string>((resolve) => (settle = resolve)), { late: true })
    render() {
      return this.data.pending ? html`<p>pending</p>` : html`<div>${component(Broken)}</div>`
    }
  }
  class Shop extends LiveView {
    render() {
      return html`<h1>view</h1>${component(Outer)}`
    }
  }
  const { page, reports, body } = await respond(Shop, () => settle('value'))
  expect(body).toBe('<h1>view</h1><div><p></p></div>')
  expect(reports).toEqual([expect.stringContaining('no database')])
  page.follow(FOLLOWER)
  page.render(() => {})
  expect(reports).toHaveLength(1)
  page.stop()
})

test('a view that comes to show rows without a table is sent as it was, and the error is reported', async () => {
  class Rows extends LiveView {
    data = this.live.load(() => new Promise<string>((resolve) => (settle = resolve)), { late: true })
    render() {
      return this.data.pending ? html`<p>pending</p>` : html`<tr><td>${this.data.value}</td></tr>`
    }
  }
  const { page, reports, body } = await respond(Rows, () => settle('value'))
  expect(body).toBe('<p>pending</p>')
  expect(reports).toEqual([expect.stringMatching(/^Rows: .*<tr>/s)])
  page.stop()
})

test('options that load late are waited for, so that the right one is chosen', async () => {
  class Choice extends LiveView {
    render() {
      return html`<select .value=${'b'}>${component(Options)}</select>`
    }
  }
  setImmediate(() => settle('b'))
  const { page, sent } = await respond(Choice, () => {})
  expect(sent).toHaveLength(1)
  expect(sent[0]).toContain('<option>a</option><option selected>b</option>')
  page.stop()
})
