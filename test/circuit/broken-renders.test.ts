import { Component, component, html, LiveView, repeat } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, WireBrowser, settled } from './wire-browser.ts'

/** Throws while its number is in here. */
const broken = new Set<number>()

class Part extends Component<{ n: number }> {
  count = 0
  render() {
    if (broken.has(this.props.n)) throw new Error(`part ${this.props.n} broke`)
    return html`<b @click=${() => this.count++}>${this.props.n}:${this.count}</b>`
  }
}

function timesIn(reports: readonly string[], text: string): number {
  return reports.filter((report) => report.includes(text)).length
}

describe('a component that cannot render', () => {
  class Page extends LiveView {
    ticks = 0
    items = [1, 2, 3]
    render() {
      return html`<i @click=${() => this.ticks++}>${this.ticks}</i>
        ${component(Part, { n: 9 })}
        <ul>
          ${repeat(
            this.items,
            (n) => n,
            (n) => html`<li>${component(Part, { n })}</li>`,
          )}
        </ul>
        <button @click=${() => this.items.push(4)}></button>`
    }
  }

  test('in a list keeps what it showed; the page, its neighbours and its own next change go on', async () => {
    broken.clear()
    const { app, platform, reports } = appWith(Page)
    const browser = await WireBrowser.open(app)
    broken.add(2)
    await browser.click([0, 3, 1, 0, 0])
    await browser.click([0, 3, 1, 0, 0])
    await browser.click([0, 0])
    await browser.click([0, 3, 0, 0, 0])
    expect(browser.effects).toEqual([['failed', 1], ['failed', 2], 3, 4])
    expect(browser.frames.map(({ difference }) => difference)).toEqual([
      0,
      0,
      [0, [0, 1, 1]],
      [0, [0, 3, { u: [0, [0, [0, 2, 1]]] }]],
    ])
    expect(timesIn(reports, 'part 2 broke')).toBe(1)
    expect(reports.find((report) => report.includes('part 2 broke'))).toContain('Part')
    broken.clear()
    await browser.click([0, 3, 1, 0, 0])
    expect(browser.effects.at(-1)).toBe(5)
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('3')
    await platform.pass(60_000)
    broken.add(2)
    await browser.click([0, 3, 1, 0, 0])
    expect(timesIn(reports, 'part 2 broke')).toBe(2)
  })

  test('when it is new shows nothing, and its neighbours are shown', async () => {
    broken.clear()
    const { app } = appWith(Page)
    const browser = await WireBrowser.open(app)
    broken.add(4)
    await browser.click([0, 4])
    expect(browser.effects).toEqual([1])
    await browser.click([0, 3, 0, 0, 0])
    expect(browser.effects).toEqual([1, 2])
    broken.clear()
    await browser.click([0, 0])
    expect(JSON.stringify(browser.frames.map(({ difference }) => difference))).toContain('4')
  })

  test('nested in another keeps what it showed while what is around it changes', async () => {
    broken.clear()
    class Around extends Component {
      n = 0
      render() {
        return html`<i @click=${() => this.n++}>${this.n}</i>${component(Part, { n: this.n })}`
      }
    }
    class Outer extends LiveView {
      render() {
        return html`<div>${component(Around)}</div>`
      }
    }
    const { app } = appWith(Outer)
    const browser = await WireBrowser.open(app)
    broken.add(1)
    await browser.click([0, 0, 0])
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 0, [0, 1, 1]]])
    // With other props it is another state: it renders again.
    await browser.click([0, 0, 0])
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('2')
    expect(browser.effects).toEqual([1, 2])
  })

  test('whose initialiser throws shows nothing, is named once, and is tried again', async () => {
    let works = false
    class Fragile extends Component<{ n: number }> {
      field = works
        ? 'fine'
        : (() => {
            throw new Error('field broke')
          })()
      render() {
        return html`<b>${this.field}</b>`
      }
    }
    class Outer extends LiveView {
      n = 0
      render() {
        return html`<i @click=${() => this.n++}>${this.n}</i>${this.n > 0 ? component(Fragile, { n: this.n }) : ''}`
      }
    }
    const { app, reports } = appWith(Outer)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await browser.click([0, 0])
    expect(browser.effects).toEqual([1, 2])
    expect(timesIn(reports, 'field broke')).toBe(1)
    expect(reports.join()).toContain('Fragile')
    works = true
    await browser.click([0, 0])
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('fine')
  })

  test('and whose catchError throws, goes to the one around it, and else keeps what it showed', async () => {
    class Inner extends Component {
      isBroken = false
      render() {
        if (this.isBroken) throw new Error('render broke')
        return html`<b @click=${() => (this.isBroken = true)}>inner</b>`
      }
      override catchError(): never {
        throw new Error('catchError broke')
      }
    }
    class Catching extends Component {
      render() {
        return html`<p>${component(Inner)}</p>`
      }
      override catchError(error: unknown) {
        return html`<p>caught: ${(error as Error).message}</p>`
      }
    }
    class Plain extends LiveView {
      count = 0
      render() {
        return html`${component(Inner)}<i @click=${() => this.count++}>${this.count}</i>`
      }
    }
    class Caught extends LiveView {
      render() {
        return html`<div>${component(Catching)}</div>`
      }
    }
    const plain = await WireBrowser.open(appWith(Plain).app)
    await plain.click([0, 0, 0])
    await plain.click([0, 1])
    expect(plain.frames.map(({ difference, effects }) => [difference, effects])).toEqual([
      [0, [['failed', 1]]],
      [[0, [0, 2, 1]], [2]],
    ])
    const caught = await WireBrowser.open(appWith(Caught).app)
    await caught.click([0, 0, 0, 0])
    expect(JSON.stringify(caught.frames.at(-1)?.difference)).toContain('catchError broke')
  })

  test('behind a guard that catchError shows again, ends no process', async () => {
    const { guard } = await import('overwire')
    class Catching extends Component {
      body() {
        return guard([], () => html`<p>${component(Part, { n: 7 })}</p>`)
      }
      render() {
        return html`<div>${this.body()}</div>`
      }
      override catchError() {
        return html`<div>${this.body()}</div>`
      }
    }
    class Outer extends LiveView {
      count = 0
      render() {
        return html`${component(Catching)}<i @click=${() => this.count++}>${this.count}</i>`
      }
    }
    broken.clear()
    const browser = await WireBrowser.open(appWith(Outer).app)
    broken.add(7)
    await browser.click([0, 0, 0, 0, 0])
    await browser.click([0, 1])
    expect(browser.effects.at(-1)).toBe(2)
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 2, 1]])
  })

  test('at the root keeps what it showed', async () => {
    class Root extends LiveView {
      n = 0
      render() {
        if (this.n === 1) throw new Error('root broke')
        return html`<i @click=${() => this.n++}>${this.n}</i>`
      }
    }
    const { app, reports } = appWith(Root)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await browser.click([0, 0])
    expect(browser.effects).toEqual([['failed', 1], 2])
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 1, 2]])
    expect(timesIn(reports, 'root broke')).toBe(1)
  })

  test('in a first response is its error page', async () => {
    broken.clear()
    broken.add(2)
    const { app, reports } = appWith(Page)
    const response = await app.handler.fetch(new Request('http://localhost/'))
    expect(response?.status).toBe(500)
    expect(timesIn(reports, 'part 2 broke')).toBe(1)
    broken.clear()
    await settled()
  })
})
