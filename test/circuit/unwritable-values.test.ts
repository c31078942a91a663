import {
  attrs,
  Component,
  component,
  dispatch,
  html,
  LiveView,
  styleMap,
  type TemplateResult,
} from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, settled, WireBrowser } from './wire-browser.ts'

const cycle: unknown[] = []
cycle.push({ of: cycle })
let deep: unknown = 1
for (let level = 0; level < 20_000; level++) deep = [deep]

/** What TypeScript would not let through everywhere. */
const places: readonly [name: string, at: (value: never) => TemplateResult, values: readonly unknown[]][] = [
  ['.property', (value) => html`<a-chart .data=${value}></a-chart>`, [cycle, deep]],
  [
    'attrs with a .property',
    (value) => html`<a-chart ${attrs({ '.data': value })}></a-chart>`,
    [cycle, deep],
  ],
  ['styleMap', (value) => html`<p lang="no" style=${styleMap({ width: value })}></p>`, [1n, cycle, deep]],
  ['dispatch', (value) => html`<p lang="no" @click=${dispatch('#a', 'x', value)}></p>`, [1n, cycle, deep]],
]
const cases = places.flatMap(([name, at, values]) =>
  values.map((value, index) => ({ name, at, value, index })),
)

describe.each(cases)('a value in $name that JSON cannot hold ($index)', ({ at, value }) => {
  test('fails its component alone, which says in which template it stands', async () => {
    class Chart extends Component<{ shown: boolean }> {
      render() {
        return this.props.shown ? at(value as never) : html`<p>Nothing yet</p>`
      }
    }
    class Page extends LiveView {
      shown = false
      count = 0
      render() {
        return html`<button @click=${() => (this.shown = true)}></button>
          <button @click=${() => this.count++}>${this.count}</button>
          ${component(Chart, { shown: this.shown })}`
      }
    }
    const { app, reports } = appWith(Page)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await browser.click([0, 1])
    expect(browser.closed).toBeUndefined()
    expect(browser.effects.at(-1)).toBe(2)
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 2, 1]])
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatch(/cannot be shown as [^]*unwritable-values.test.ts[^]*<(a-chart|p) /)
  })
})

describe('a row that cannot be shown, appended before its stream is', () => {
  class Log extends LiveView {
    shown = false
    lines = this.live.stream(
      (line: { id: number; style: unknown }) => line.id,
      (line) => html`<li style=${styleMap({ width: line.style as string })}>${line.id}</li>`,
    )
    override mount() {
      this.lines.append({ id: 1, style: 'a' }, { id: 2, style: 2n }, { id: 3, style: 'c' })
    }
    render() {
      return html`<button @click=${() => (this.shown = true)}></button>
        <ul>
          ${this.shown ? this.lines : null}
        </ul>`
    }
  }

  test('is dropped and reported once, and the others are shown', async () => {
    const { app, reports } = appWith(Log)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await browser.click([0, 0])
    expect(browser.effects.slice(-2)).toEqual([1, 2])
    expect(JSON.stringify(browser.frames.map(({ difference }) => difference))).toMatch(/"1".*"3"/)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toContain('cannot be shown as the style "width"')
    await settled()
  })
})
