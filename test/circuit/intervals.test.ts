import { html, LiveView } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, settled, WireBrowser } from './wire-browser.ts'

describe('work of an interval that takes longer than the interval', () => {
  const kinds = {
    'that is async': async (end: Promise<void>) => end,
    async *'in steps'(end: Promise<void>) {
      yield
      await end
      yield
    },
    'that rejects': (end: Promise<void>) => end.then(() => Promise.reject(new Error('mine'))),
  }

  test.each(Object.entries(kinds))('%s is not begun again before it has ended', async (name, work) => {
    let end = deferred()
    let begun = 0
    class Ticking extends LiveView {
      override start() {
        this.live.every(1_000, () => {
          begun++
          return work(end.promise)
        })
      }
      render() {
        return html`<p></p>`
      }
    }
    const { app, platform, reports } = appWith(Ticking)
    await WireBrowser.open(app)
    await platform.pass(5_500)
    expect(begun).toBe(1)
    end.resolve()
    end = deferred()
    await settled()
    await platform.pass(1_000)
    expect(begun).toBe(2)
    expect(reports).toHaveLength(name === 'that rejects' ? 1 : 0)
  })

  test('holds back no other interval, and synchronous work is begun each time', async () => {
    let ticks = 0
    class Ticking extends LiveView {
      override start() {
        this.live.every(1_000, () => new Promise(() => {}))
        this.live.every(1_000, () => void ticks++)
      }
      render() {
        return html`<p></p>`
      }
    }
    const { app, platform } = appWith(Ticking)
    await WireBrowser.open(app)
    await platform.pass(5_500)
    expect(ticks).toBe(5)
  })
})
