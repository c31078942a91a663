import { Component, component, html, LiveView } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, settled, WireBrowser } from './wire-browser.ts'

describe('a load that fails in a first response is reported once', () => {
  test.each([
    ['an error', new Error('no database')],
    ['a text', 'no database'],
    ['nothing', undefined],
  ])('when it throws %s', async (_, thrown) => {
    class Articles extends LiveView {
      articles = this.live.load(() => {
        throw thrown
      })
      render() {
        return html`<p>${String(this.articles.value)}</p>`
      }
    }
    const { app, reports } = appWith(Articles)
    const response = await app.handler.fetch(new Request('http://localhost/'))
    expect([response?.status, reports]).toEqual([500, [expect.any(String)]])
  })
})

test('a load that fails is reported once where a view around its component shows the error', async () => {
  class Articles extends Component {
    articles = this.live.load(() => {
      throw new Error('no database')
    })
    render() {
      return html`<p>${String(this.articles.value)}</p>`
    }
  }
  class Page extends LiveView {
    override catchError() {
      return html`<p>There are none.</p>`
    }
    render() {
      return html`${component(Articles)}`
    }
  }
  const { app, reports } = appWith(Page)
  const response = await app.handler.fetch(new Request('http://localhost/'))
  expect(await response?.text()).toContain('There are none.')
  expect(reports).toEqual([expect.stringContaining('no database')])
})

describe('code that follows a signal', () => {
  const until = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))

  test('in `start` is not reported when its view ends', async () => {
    class Feed extends LiveView {
      override start(): Promise<never> {
        return until(this.live.signal)
      }
      render() {
        return html`<p></p>`
      }
    }
    const { app, reports } = appWith(Feed)
    const browser = await WireBrowser.open(app)
    await browser.send({ kind: 'leave' })
    await settled()
    expect(reports).toEqual([])
  })

  test('in a handler is not reported when a newer event takes its place', async () => {
    class Search extends LiveView {
      render() {
        return html`<input @input=${(event) => (event.value === 'a' ? until(event.signal) : null)} />`
      }
    }
    const { app, reports } = appWith(Search)
    const browser = await WireBrowser.open(app)
    for (const value of ['a', 'b']) browser.sendEvent([0, 0], 'input', { value })
    await settled()
    expect(reports).toEqual([])
    expect(browser.effects.at(-1)).toBe(2)
  })

  test('is reported when the view goes on and something else has aborted it', async () => {
    class Page extends LiveView {
      render() {
        return html`<button @click=${() => Promise.reject(new DOMException('mine', 'AbortError'))}></button>`
      }
    }
    const { app, reports } = appWith(Page)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    expect(reports).toEqual([expect.stringContaining('mine')])
  })
})
