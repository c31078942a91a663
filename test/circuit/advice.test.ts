/** What authors read in the log in development, once. */
import { Component, component, html, LiveView, repeat, unsafeHTML, type TemplateResult } from 'overwire'
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

describe('a template that sends more than 10 kB for one event', () => {
  const item = (id: number, text = 'x'): { id: number; text: string } => ({
    id,
    text: `${id} ${text.repeat(40)}`,
  })
  const items = (count: number, text?: string): { id: number; text: string }[] =>
    Array.from({ length: count }, (_, id) => item(id, text))

  class Cell extends Component<{ value: string }> {
    render(): TemplateResult {
      return html`<i title=${this.props.value}>cell</i>`
    }
  }

  class Table extends LiveView {
    rows = items(300)
    markup = ''
    shown = false
    name = 'x'
    key = 0
    render(): TemplateResult {
      return html`<button @click=${() => this.rows.unshift(item(-1))}>In front</button>
        <button @click=${() => (this.shown = true)}>Show</button>
        <button @click=${() => (this.name = 'y'.repeat(11_000))}>Name</button>
        <button @click=${() => (this.markup = `<b>${'z'.repeat(11_000)}</b>`)}>Markup</button>
        <button @click=${() => this.key++}>Key</button>
        <ul>${this.rows.map(({ text }) => html`<li>${text}</li>`)}</ul>
        <main>${
          this.shown
            ? html`<ol>${repeat(
                items(300),
                ({ id }) => id,
                ({ text }) => html`<li>${text}</li>`,
              )}</ol>`
            : ''
        }</main>
        <section>${component(Cell, { value: this.name })}</section>
        <div>${unsafeHTML(this.markup)}</div>
        <dl>${repeat(
          this.key === 0 ? [] : items(300, 'k'),
          ({ id }) => `${id} ${this.key}`,
          ({ text }) => html`<dt>${text}</dt>`,
        )}</dl>`
    }
  }

  async function click(...parts: number[]): Promise<string[]> {
    const { app, reports } = appWith(Table, { development: true })
    const browser = await WireBrowser.open(app)
    for (const part of parts) await browser.click([0, part])
    return reports
  }

  test('is warned of once, by the list without keys that is most of it, with its file and line', async () => {
    const reports = await click(0, 0)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatch(
      /^An event sent \d+ bytes to the browser, more than 10 kB\. \d+ of them are rows that have changed, shown by Table:/,
    )
    expect(reports[0]).toMatch(/at \S*advice\.test\.ts:\d+:\d+\s[^]*<ul>\$\{…\}<\/ul>/)
    expect(reports[0]).toContain('The rows have no keys')
  })

  test('is warned of by the list in content that is new', async () => {
    const [report] = await click(1)
    expect(report).toMatch(
      /are a list that is sent whole, shown by Table[^]*<ol>\$\{…\}<\/ol>[^]*this\.live\.stream/,
    )
  })

  test('is warned of by the component and the attribute with a long value', async () => {
    const [report] = await click(2)
    expect(report).toMatch(/are one text, shown by Cell in Table[^]*<i title=\$\{…\}>/)
  })

  test('is warned of by markup that is long', async () => {
    const [report] = await click(3)
    expect(report).toMatch(/are markup that is put in as it is[^]*<div>\$\{…\}<\/div>/)
  })

  test('is warned of by a list whose keys change each time', async () => {
    const [report, other] = await click(4, 4)
    expect(report).toMatch(/are rows that are new, shown by Table:[^]*<dl>[^]*Look whether their keys change/)
    expect(other).toBeUndefined()
  })

  test('is not warned of for the first response, for small changes, or in production', async () => {
    class Small extends LiveView {
      rows = items(1000)
      render(): TemplateResult {
        return html`<button @click=${() => this.rows.push(item(1001))}>+</button><ul>${this.rows.map(({ text }) => html`<li>${text}</li>`)}</ul>`
      }
    }
    const { app, reports } = appWith(Small, { development: true })
    await (await WireBrowser.open(app)).click([0, 0])
    expect(reports).toEqual([])
    const production = appWith(Table)
    const browser = await WireBrowser.open(production.app)
    await browser.click([0, 0])
    expect(JSON.stringify(browser.frames.at(-1)?.difference).length).toBeGreaterThan(10_000)
    expect(production.reports).toEqual([])
  })
})
