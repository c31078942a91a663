import { Component, component, html, LiveView } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, WireBrowser } from './wire-browser.ts'

class Article extends LiveView {
  name = 'Chairs'
  isOpen = true

  override mount() {
    this.live.title = 'Articles'
  }

  render() {
    this.live.head = {
      description: `All about ${this.name}`,
      jsonLd: { name: this.name },
      bodyClass: 'article',
    }
    return html`<button @click=${() => (this.name = 'Tables')}>Next</button>
      <button @click=${() => (this.isOpen = !this.isOpen)}>Panel</button>
      <button @click=${() => (this.live.title = 'Others')}>Title</button>
      ${this.isOpen ? component(Panel) : null}`
  }
}

class Panel extends Component {
  render() {
    this.live.head = { title: 'Panel', meta: { robots: 'noindex' }, bodyClass: 'open' }
    return html`<p>open</p>`
  }
}

const DESCRIPTION = (name: string): string =>
  `<meta name="description" content="All about ${name}" data-live-tag="description">`
const DATA = (name: string): string =>
  `<script type="application/ld+json" data-live-tag="ld 1">{"name":"${name}"}</script>`

describe('the head of a page', () => {
  test('is complete in the first response', async () => {
    const { app } = appWith(Article)
    const { html: text } = await WireBrowser.load(app)
    expect(text).toContain('<title>Panel</title>')
    expect(text).toContain(DESCRIPTION('Chairs'))
    expect(text).toContain(DATA('Chairs'))
    expect(text).toMatch(/<meta name="robots"[^>]*>.*<\/head>\s*<body class="article open">/s)
    expect(text).toMatch(/<script defer [^>]*data-live-body="article open"/)
  })

  test('follows the state, and what a component has said goes with it', async () => {
    const { app } = appWith(Article)
    const browser = await WireBrowser.open(app)
    expect(browser.effects).toEqual([])
    await browser.click([0, 0])
    expect(browser.effects).toEqual([1, ['head', [], DESCRIPTION('Tables') + DATA('Tables')]])
    browser.received = []
    await browser.click([0, 1])
    expect(browser.effects).toEqual([2, ['title', 'Articles'], ['head', ['robots'], '', { body: 'article' }]])
    browser.received = []
    await browser.click([0, 2])
    expect(browser.effects).toEqual([['event', 3], ['title', 'Others'], 3])
  })

  test('tells nothing when a render says the same', async () => {
    class Same extends LiveView {
      count = 0
      render() {
        this.live.head = {
          title: 'Same',
          meta: { robots: 'all' },
          links: [{ rel: 'icon', href: '/icon.png' }],
        }
        return html`<button @click=${() => this.count++}>${this.count}</button>`
      }
    }
    const browser = await WireBrowser.open(appWith(Same).app)
    await browser.click([0, 0])
    expect(browser.frames.map(({ effects }) => effects)).toEqual([[1]])
  })
})
