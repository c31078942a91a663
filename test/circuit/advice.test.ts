/** What authors read in the log in development, once. */
import { html, LiveView, type TemplateResult } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, settled, WireBrowser } from './wire-browser.ts'

const SLOW = /kept the process busy for/

describe('a handler that keeps the process busy for more than 100 ms', () => {
  /** Works for so long without letting others go on. */
  let work: (milliseconds: number) => void = () => {}

  class Reports extends LiveView {
    total = 0
    render(): TemplateResult {
      return html`<button @click=${() => work(101)}>Slow</button>
        <button @click=${() => work(100)}>Fast enough</button>
        <button @click=${() => this.wait()}>Waits</button>
        <button @click=${() => this.sum()}>Sums</button>${this.total}`
    }

    async wait(): Promise<void> {
      work(60)
      await settled()
      work(60)
    }

    async *sum(): AsyncGenerator<void, void> {
      for (const milliseconds of [90, 130, 90]) {
        work(milliseconds)
        this.total += milliseconds
        yield
      }
    }
  }

  async function open(development = true): Promise<{ browser: WireBrowser; reports: string[] }> {
    const { app, platform, reports } = appWith(Reports, { development })
    app.action('export', () => work(250))
    work = (milliseconds) => platform.work(milliseconds)
    return { browser: await WireBrowser.open(app), reports }
  }

  test('is warned of once, with its class, its event, its time and its file and line', async () => {
    const { browser, reports } = await open()
    await browser.click([0, 0])
    await browser.click([0, 0])
    expect(reports).toHaveLength(1)
    expect(reports[0]).toContain('A "click" handler of Reports kept the process busy for 101 ms')
    expect(reports[0]).toMatch(/at \S*advice\.test\.ts:\d+:\d+\s[^]*<button @click=\$\{…\}>Slow/)
  })

  test('is not warned of at 100 ms, or when it was waiting', async () => {
    const { browser, reports } = await open()
    await browser.click([0, 1])
    await browser.click([0, 2])
    await settled()
    expect(reports).toEqual([])
  })

  test('is warned of when one step of an async generator does so, and it goes on', async () => {
    const { browser, reports } = await open()
    await browser.click([0, 3])
    await settled()
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatch(/of Reports kept the process busy for 130 ms[^]*>Sums</)
    expect(JSON.stringify(browser.frames.map(({ difference }) => difference))).toContain('310')
    expect(browser.effects.at(-1)).toBe(1)
  })

  test('is warned of by its name when it is an action', async () => {
    const { browser, reports } = await open()
    await browser.click('export')
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatch(/^The action "export" kept the process busy for 250 ms/)
  })

  test('is not looked for in production', async () => {
    const { browser, reports } = await open(false)
    await browser.click([0, 0])
    expect(reports.filter((each) => SLOW.test(each))).toEqual([])
  })
})
