/** What authors read when a component is skipped because its prop was changed in place. */
import { Component, component, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, WireBrowser } from '../circuit/wire-browser.ts'

interface Task {
  readonly id: number
  done: boolean
  note?: string
}

class Row extends Component<{ task: Task }> {
  render(): TemplateResult {
    return html`<li>${this.props.task.done ? 'done' : 'open'}</li>`
  }
}

class Rows extends Component<{ tasks: Task[] }> {
  render(): TemplateResult {
    return html`<ul>
      ${repeat(
        this.props.tasks,
        (task) => task.id,
        (task) => html`<li>${task.id} ${String(task.done)}</li>`,
      )}
    </ul>`
  }
}

class Clock {
  ticks = 0
  #hidden = 0
  tick(): void {
    this.ticks = ++this.#hidden
  }
}

class Ticker extends Component<{ clock: Clock; tick: () => void }> {
  render(): TemplateResult {
    return html`<time>${this.props.clock.ticks}</time>`
  }
}

abstract class Tasks extends LiveView {
  tasks: Task[] = [
    { id: 1, done: false },
    { id: 2, done: false },
  ]
  act(): void {}
  abstract shown(): TemplateResult
  render(): TemplateResult {
    return html`<button @click=${() => this.act()}>Act</button>${this.shown()}`
  }
}

/** The warnings after two clicks. */
async function warnings(type: new () => Tasks, development = true): Promise<string[]> {
  const { app, reports } = appWith(type, { development })
  const browser = await WireBrowser.open(app)
  await browser.click([0, 0])
  await browser.click([0, 0])
  expect(browser.closed).toBeUndefined()
  return reports
}

describe('a component that is skipped though it would show something else', () => {
  test('is named once, with the prop that was changed in place, and its file and line', async () => {
    const reports = await warnings(
      class Board extends Tasks {
        override act(): void {
          for (const task of this.tasks) task.done = !task.done
        }
        shown(): TemplateResult {
          return html`<ol class="board">${this.tasks.map((task) => component(Row, { task }))}</ol>`
        }
      },
    )
    expect(reports).toHaveLength(1)
    expect(reports[0]).toContain('Row in Board shows what is over: its prop "task" was changed in place.')
    expect(reports[0]).toContain('It is the same object as before')
    expect(reports[0]).toMatch(/at \S*mutated-props\.test\.ts:\d+:\d+\s[^]*<ol class="board">\$\{…\}<\/ol>/)
  })

  test('is named when a row was put into its list', async () => {
    const [report] = await warnings(
      class Lists extends Tasks {
        override act(): void {
          this.tasks.push({ id: this.tasks.length + 1, done: true })
        }
        shown(): TemplateResult {
          return html`<main>${component(Rows, { tasks: this.tasks })}</main>`
        }
      },
    )
    expect(report).toMatch(/Rows in Lists shows what is over: its prop "tasks"[^]*the same array as before/)
  })

  test('is not looked for in production', async () => {
    const reports = await warnings(
      class Quiet extends Tasks {
        override act(): void {
          this.tasks.push({ id: 9, done: true })
        }
        shown(): TemplateResult {
          return html`<nav>${component(Rows, { tasks: this.tasks })}</nav>`
        }
      },
      false,
    )
    expect(reports).toEqual([])
  })
})

describe('nothing is said of', () => {
  test('a prop that was changed where the component does not look', async () => {
    const reports = await warnings(
      class Notes extends Tasks {
        override act(): void {
          for (const task of this.tasks) task.note = `${task.note ?? ''}x`
        }
        shown(): TemplateResult {
          return html`<section>${this.tasks.map((task) => component(Row, { task }))}</section>`
        }
      },
    )
    expect(reports).toEqual([])
  })

  test('props that are replaced', async () => {
    const reports = await warnings(
      class Replaced extends Tasks {
        override act(): void {
          this.tasks = this.tasks.map((task) => ({ ...task, done: !task.done }))
        }
        shown(): TemplateResult {
          return html`<aside>
            ${this.tasks.map((task) => component(Row, { task }))} ${component(Rows, { tasks: this.tasks })}
          </aside>`
        }
      },
    )
    expect(reports).toEqual([])
  })

  test('objects of classes and functions, which change as they please', async () => {
    class Classes extends Tasks {
      static readonly clock = new Clock()
      override act(): void {
        Classes.clock.tick()
      }
      shown(): TemplateResult {
        return html`<p>${component(Ticker, { clock: Classes.clock, tick: () => this.act() })}</p>`
      }
    }
    expect(await warnings(Classes)).toEqual([])
  })

  test('a component whose own handler changed its prop, and shows it', async () => {
    class Own extends Component<{ task: Task }> {
      render(): TemplateResult {
        return html`<button @click=${() => (this.props.task.done = !this.props.task.done)}>
          ${String(this.props.task.done)}
        </button>`
      }
    }
    class Owners extends LiveView {
      readonly #task = { id: 1, done: false }
      render(): TemplateResult {
        return html`<div class="owners">${component(Own, { task: this.#task })}</div>`
      }
    }
    const { app, reports } = appWith(Owners, { development: true })
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0, 0])
    expect(reports).toEqual([])
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('true')
  })
})
