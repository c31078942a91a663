import { Component, component, html, keyed, LiveView, on, repeat } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, settled } from './wire-browser.ts'

const never = (): Promise<void> => new Promise(() => {})

/** A form in two steps: the handler of the first shows the second, and ends when the gate is resolved. */
async function openSteps() {
  const log: string[] = []
  const gate = deferred()
  class Steps extends LiveView {
    step = 1
    async first() {
      this.step = 2
      await gate.promise
    }
    render() {
      return this.step === 1
        ? html`<form @submit=${() => this.first()}></form>`
        : html`<form @submit=${() => log.push('second')}><p>Step 2</p></form>`
    }
  }
  const browser = await WireBrowser.open(appWith(Steps).app)
  return { browser, gate, log }
}

describe('what takes the place of a part has a queue of its own', () => {
  test('Cancel does not wait for Run, whose place it takes', async () => {
    const log: string[] = []
    class Job extends LiveView {
      running = false
      async run() {
        this.running = true
        await never()
      }
      render() {
        return this.running
          ? html`<button @click=${() => log.push('cancelled')}>Cancel</button>`
          : html`<button @click=${() => this.run()}>Run</button>`
      }
    }
    const browser = await WireBrowser.open(appWith(Job).app)
    await browser.click([0, 0])
    await browser.click([0, 0])
    expect(log).toEqual(['cancelled'])
    expect(browser.effects.at(-1)).toBe(2)
  })

  test('step 2 can be submitted while step 1 runs, and after it by who has not seen it end', async () => {
    const { browser, gate, log } = await openSteps()
    browser.sendEvent([0, 0], 'submit')
    await settled()
    browser.sendEvent([0, 0], 'submit', {}, 1)
    await settled()
    gate.resolve()
    await settled()
    // What its user saw last was step 2, before either submit had ended.
    browser.sendEvent([0, 0], 'submit', {}, 1)
    await settled()
    expect(log).toEqual(['second'])
    expect(browser.effects.filter((effect) => typeof effect === 'number' || effect[0] !== 'cause')).toEqual([
      2,
      1,
      ['refused', 3, 'spent'],
    ])
  })

  test('a submit of step 1 spends no submit of step 2', async () => {
    const { browser, gate, log } = await openSteps()
    browser.sendEvent([0, 0], 'submit')
    await settled()
    gate.resolve()
    await settled()
    browser.sendEvent([0, 0], 'submit', {}, 1)
    await settled()
    expect(log).toEqual(['second'])
  })

  test('a field that takes the place of another aborts no search of that', async () => {
    const aborted: string[] = []
    class Search extends LiveView {
      field = 'one'
      search(event: { readonly signal: AbortSignal; readonly value: string }) {
        event.signal.addEventListener('abort', () => aborted.push(event.value))
        return never()
      }
      render() {
        return html`<button @click=${() => (this.field = 'two')}></button>
          ${keyed(this.field, html`<input @input=${(event) => this.search(event)} />`)}`
      }
    }
    const browser = await WireBrowser.open(appWith(Search).app)
    browser.sendEvent([0, 1, 0], 'input', { value: 'a' })
    await browser.click([0, 0])
    browser.sendEvent([0, 1, 0], 'input', { value: 'b' })
    await settled()
    expect(aborted).toEqual([])
    browser.sendEvent([0, 1, 0], 'input', { value: 'c' })
    await settled()
    expect(aborted).toEqual(['b'])
  })

  test('a component with another key is heard while the handler of the one before runs', async () => {
    const log: number[] = []
    class Item extends Component<{ id: number }> {
      async open() {
        log.push(this.props.id)
        await never()
      }
      render() {
        return html`<button @click=${() => this.open()}></button>`
      }
    }
    class Page extends LiveView {
      id = 1
      render() {
        return html`<button @click=${() => this.id++}></button>
          ${component(Item, { id: this.id }, { key: this.id })}`
      }
    }
    const browser = await WireBrowser.open(appWith(Page).app)
    await browser.click([0, 1, 0])
    await browser.click([0, 0])
    await browser.click([0, 1, 0])
    expect(log).toEqual([1, 2])
  })

  test('a slow Delete of one row blocks no other row, also when rows move', async () => {
    const log: string[] = []
    class List extends LiveView {
      items = ['a', 'b', 'c']
      async delete(item: string) {
        log.push(item)
        await never()
      }
      render() {
        return html`<button @click=${() => this.items.reverse()}></button>
          <ul>
            ${repeat(
              this.items,
              (item) => item,
              (item) => html`<li><button @click=${() => this.delete(item)}>${item}</button></li>`,
            )}
          </ul>`
      }
    }
    const browser = await WireBrowser.open(appWith(List).app)
    await browser.click([0, 1, 0, 0])
    await browser.click([0, 1, 1, 0])
    await browser.click([0, 0])
    await browser.click([0, 1, 2, 0])
    // The first row again: its handler still runs.
    await browser.click([0, 1, 0, 0])
    expect(log).toEqual(['a', 'b', 'c'])
  })
})

test('handlers with the same key share a queue wherever they stand', async () => {
  const log: string[] = []
  const gate = deferred()
  class Shared extends LiveView {
    async note(what: string) {
      log.push(what)
      await gate.promise
    }
    render() {
      return html`<button @click=${on(() => this.note('one'), { key: 'save' })}></button>
        <button @click=${on(() => this.note('two'), { key: 'save' })}></button>
        ${keyed(1, html`<button @click=${on(() => this.note('three'), { key: 'save' })}></button>`)}`
    }
  }
  const browser = await WireBrowser.open(appWith(Shared).app)
  for (const path of [
    [0, 0],
    [0, 1],
    [0, 2, 0],
  ])
    browser.sendEvent(path)
  await settled()
  expect(log).toEqual(['one'])
  gate.resolve()
  await settled()
  expect(log).toEqual(['one', 'two', 'three'])
})

test('a click that was held back for what was typed, and one that waits, are refused when the process ends', async () => {
  const log: string[] = []
  class Search extends LiveView {
    async note(what: string) {
      log.push(what)
      await never()
    }
    render() {
      return html`<input @input=${on(() => this.note('typed'), { key: 'form' })} /><button
          @click=${() => this.note('clicked')}
        ></button
        ><i @click=${on(() => this.note('first'), { key: 'form' })}></i>`
    }
  }
  const { app } = appWith(Search)
  const browser = await WireBrowser.open(app)
  await browser.click([0, 2])
  browser.sendEvent([0, 0], 'input', { value: 'a' })
  await browser.click([0, 1])
  await app.handler.drain(0)
  await settled()
  expect(log).toEqual(['first'])
  expect(browser.effects.filter((effect) => typeof effect === 'object' && effect[0] !== 'cause')).toEqual([
    ['interrupted', 1],
    ['refused', 2, 'expired'],
    ['refused', 3, 'expired'],
  ])
})

describe('events of one action', () => {
  class Rows extends LiveView {
    render() {
      return html`<p>Rows</p>`
    }
  }

  /** A page with a `delete` that never ends, and one that is opened with these options of it. */
  async function deleting(options: { readonly key?: string; readonly overlap?: 'latest' } = {}) {
    const log: string[] = []
    const { app, platform } = appWith(Rows)
    app.action('delete', options, async (_page, { data, event }) => {
      log.push(String(data['id']))
      event.signal.addEventListener('abort', () => log.push(`${data['id']} aborted`))
      await never()
    })
    return { browser: await WireBrowser.open(app), log, platform }
  }

  test('run side by side for different rows, and one after the other for the same row', async () => {
    const { browser, log } = await deleting()
    for (const id of ['2', '3', '2']) browser.sendEvent('delete', 'click', { data: { id } })
    await settled()
    expect(log).toEqual(['2', '3'])
  })

  test('of forms of different rows drop no submit of each other', async () => {
    const { browser, log } = await deleting()
    for (const id of ['2', '3', '2'])
      browser.sendEvent('delete', 'submit', { data: { id }, form: [['a', id]] })
    await settled()
    expect(log).toEqual(['2', '3'])
    expect(browser.effects).toEqual([['refused', 3, 'dropped']])
  })

  test('share the queue of a key, and overlap as the action says', async () => {
    const { browser, log } = await deleting({ key: 'rows', overlap: 'latest' })
    for (const id of ['2', '3']) browser.sendEvent('delete', 'click', { data: { id } })
    await settled()
    expect(log).toEqual(['2', '2 aborted'])
  })

  test('run 101 at a time, however many rows a browser names', async () => {
    const { browser, log, platform } = await deleting()
    for (let n = 0; n < 110; n++) {
      if (n === 100) await platform.pass(1_000)
      browser.sendEvent('delete', 'click', { data: { id: String(n) } })
    }
    await settled()
    expect(log).toHaveLength(101)
    expect(browser.effects.at(-1)).toEqual(['refused', 110, 'limited'])
  })

  test('leave 101 queues behind, however many a browser names that never acknowledges', async () => {
    const { app, platform } = appWith(Rows)
    let runs = 0
    app.action('save', () => void runs++)
    const browser = await WireBrowser.open(app)
    for (let n = 0; n < 110; n++) {
      if (n === 100) await platform.pass(1_000)
      browser.sendEvent('save', 'submit', { data: { id: String(n) } }, 0)
    }
    await settled()
    expect(runs).toBe(101)
  })
})
