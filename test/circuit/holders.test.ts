import { Component, component, html, LiveView, repeat, transient } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, settled } from './wire-browser.ts'

describe('load', () => {
  test('is waited for in the first response, kept when the page is adopted, and fetched again when it is made anew', async () => {
    let fetches = 0
    class Articles extends LiveView {
      titles = this.live.load(async () => {
        await settled()
        return [`title ${++fetches}`]
      })
      render() {
        return html`<p>${this.titles.pending ? 'wait' : this.titles.value?.join()}</p>`
      }
    }
    const { app } = appWith(Articles)
    const browser = await WireBrowser.load(app)
    expect(browser.html).toContain('<p>title 1</p>')
    await browser.join()
    expect([browser.joined.roots, fetches]).toEqual([[[0, 'shape', 1]], 1])

    const late = appWith(Articles, { limits: { parkedBytes: 100 } })
    const other = await WireBrowser.load(late.app)
    await other.join()
    expect(other.joined.roots).toEqual([[0, 'values', [1, 'title 3']]])
  })

  test('is waited for in the first response where mount begins it and does not wait', async () => {
    class Articles extends LiveView {
      titles = this.live.load(async (signal) => {
        await settled()
        return signal.aborted ? 'aborted' : 'fetched'
      })
      override mount() {
        void this.titles.reload()
        void this.titles.reload()
      }
      render() {
        return html`<p>${this.titles.value ?? 'nothing'}</p>`
      }
    }
    const browser = await WireBrowser.load(appWith(Articles).app)
    expect(browser.html).toContain('<p>fetched</p>')
  })

  test('shows a failure, and only the newest of several fetches counts', async () => {
    const gates = [deferred<string>(), deferred<string>(), deferred<string>()]
    let fetches = 0
    const aborted: number[] = []
    class Search extends LiveView {
      result = this.live.load((signal) => {
        const number = fetches++
        signal.addEventListener('abort', () => aborted.push(number))
        return gates[number]?.promise ?? ''
      })
      render() {
        return html`<button @click=${() => void this.result.reload()}>Again</button>
          <p>${this.result.failed ? 'failed' : (this.result.value ?? '')}</p>`
      }
    }
    const { app, reports } = appWith(Search)
    gates[0]?.reject(new Error('no database'))
    const browser = await WireBrowser.open(app)
    expect(browser.html).toContain('<p>failed</p>')
    expect(reports.join()).toContain('no database')
    await browser.click([0, 0])
    await browser.click([0, 0])
    gates[1]?.resolve('old')
    gates[2]?.resolve('new')
    await settled()
    expect(aborted).toEqual([1])
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 1, 'new']])
  })
})

describe('a reload that fails in a handler', () => {
  test.each(['is awaited', 'is not awaited'])('reaches the component around it: it %s', async (how) => {
    class Data extends Component {
      broken = false
      data = this.live.load(async () => {
        await settled()
        if (this.broken) throw new Error('no database')
        return 'data'
      })
      async reload() {
        this.broken = true
        const reloaded = this.data.reload()
        if (how === 'is awaited') await reloaded
      }
      render() {
        return html`<button @click=${() => this.reload()}>${this.data.value}</button>`
      }
    }
    class Page extends LiveView {
      override catchError() {
        return html`<p>Caught</p>`
      }
      render() {
        return html`<div>${component(Data, {})}</div>`
      }
    }
    const { app } = appWith(Page)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0, 0])
    await settled()
    await settled()
    // The handler that ends behind it renders nothing: the component is gone.
    expect(browser.frames.flatMap(({ difference }) => difference || [])).toEqual([0, [expect.any(Number)]])
  })
})

describe('a load that failed', () => {
  class Data extends Component {
    rows = this.live.load(() => Promise.reject(new Error('no database')))
    render() {
      return html`<p>${String(this.rows.value)}</p>`
    }
  }

  test('and is not looked at is the error page of a first response, and is reported once', async () => {
    class Shop extends LiveView {
      render() {
        return html`<main>${component(Data)}</main>`
      }
    }
    const { app, reports } = appWith(Shop)
    const response = await app.handler.fetch(new Request('http://localhost/'))
    expect(response?.status).toBe(500)
    expect(reports).toEqual([expect.stringContaining('An error in Data in Shop: no database')])
  })

  test('and is not looked at is shown by catchError, and is reported once', async () => {
    class Shop extends LiveView {
      render() {
        return html`<main>${component(Data)}</main>`
      }
      override catchError(error: unknown) {
        return html`<p>sorry: ${(error as Error).message}</p>`
      }
    }
    const { app, reports } = appWith(Shop)
    const browser = await WireBrowser.load(app)
    expect(browser.html).toMatch(/sorry: (<!---->)?no database/)
    expect(reports.length).toBe(1)
  })
})

describe('task', () => {
  test('renders at each yield, is cancelled by a second start, and ends with its view', async () => {
    const log: string[] = []
    class Chat extends LiveView {
      text = ''
      answer = this.live.task(async function* (this: Chat, signal: AbortSignal, question: string) {
        signal.addEventListener('abort', () => log.push(`${question} aborted`))
        this.text = question
        yield
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        yield
        log.push('never')
      })
      render() {
        return html`<button @click=${() => this.answer.start('one')}>1</button>
          <button @click=${() => this.answer.start('two')}>2</button>
          <p>${this.text} ${String(this.answer.running)}</p>`
      }
    }
    const browser = await WireBrowser.open(appWith(Chat).app)
    await browser.click([0, 0])
    await browser.click([0, 1])
    await browser.send({ kind: 'leave' })
    await settled()
    expect(log).toEqual(['one aborted', 'two aborted'])
  })
})

describe('stream', () => {
  class Log extends LiveView {
    lines = this.live.stream(
      (browser: { id: number; text: string }) => browser.id,
      (browser) => html`<li>${browser.text}</li>`,
    )
    override mount() {
      this.lines.append({ id: 1, text: 'first' })
    }
    override start() {
      this.live.subscribe('log', (browser: { id: number; text: string }) => this.lines.append(browser))
    }
    render() {
      return html`<button @click=${() => this.lines.remove(1)}>x</button><ul>${this.lines}</ul>`
    }
  }

  test('sends its first rows as HTML and each later one once, with its key, and keeps nothing', async () => {
    const { app } = appWith(Log)
    const browser = await WireBrowser.load(app)
    expect(browser.html).toContain('<li>first</li>')
    await browser.join()
    expect(browser.joined.roots).toEqual([[0, 'shape', [1, 1, { k: ['1'], r: [1, 2] }]]])
    await app.publish('log', { id: 2, text: 'second' })
    await settled()
    await browser.click([0, 0])
    expect(browser.effects).toEqual([
      ['stream', [0, 1], 'append', ['2', 2, 'second']],
      ['stream', [0, 1], 'remove', '1'],
      1,
    ])
  })

  test('is filled again by its gap after a full re-render, which has left it empty', async () => {
    class Filled extends LiveView {
      lines = this.live.stream(
        (text: string) => text,
        (text) => html`<li>${text}</li>`,
        {
          gap: () => {
            this.lines.reset(['all', 'again'])
          },
        },
      )
      render() {
        return html`<button @click=${() => this.lines.append('one')}>x</button><ul>${this.lines}</ul>`
      }
    }
    const browser = await WireBrowser.open(appWith(Filled).app)
    await browser.click([0, 0])
    await browser.send({ kind: 'mismatch', seen: 1, reason: 'expected <li>' })
    expect(browser.frames.slice(1).map((frame) => frame.effects)).toEqual([
      [['epoch', [0, [1, 0, { k: [] }]]]],
      [['stream', [0, 1], 'reset', ['all', 2, 'all'], ['again', 2, 'again']]],
    ])
  })
})

describe('state', () => {
  test('a page made again from its state has its fields, its components and nothing that is not stored', async () => {
    let mounts = 0
    let made = 0
    class Row extends Component<{ n: number }> {
      text = ''
      override mount() {
        this.text = `row ${this.props.n}, mount ${++mounts}`
      }
      render() {
        return html`<li>${this.text}</li>`
      }
    }
    class Page extends LiveView {
      when = new Date(0)
      seen = new Map([['a', new Set([1n])]])
      tool = transient({ id: ++made })
      readonly #secret = `made ${made}`
      arrow = () => this.#secret
      override mount() {
        this.when = new Date(86_400_000)
      }
      render() {
        return html`${this.when.toISOString()} ${[...(this.seen.get('a') ?? [])]}
          <ul>
            ${repeat(
              [1, 2],
              (n) => n,
              (n) => component(Row, { n }),
            )}
          </ul>
          <i @click=${() => (this.when = new Date(this.tool.id))}>${this.arrow() === '' ? 'x' : 'y'}</i>`
      }
    }
    const { app } = appWith(Page, { limits: { parkedBytes: 1000 } })
    const browser = await WireBrowser.load(app)
    await browser.join()
    expect(browser.joined.roots[0]?.[1]).toBe('shape')
    expect([mounts, made]).toEqual([2, 2])
    await browser.click([0, 3])
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('1970-01-01T00:00:00.002Z')
  })

  test('a field that cannot be stored is named in development with the remedy, and the page lives', async () => {
    class Owner extends LiveView {
      config = { client: { socket: new (class Socket {})() } }
      n = 0
      render() {
        return html`<b @click=${() => this.n++}>${this.n}</b>`
      }
    }
    const { app, reports } = appWith(Owner, { development: true })
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    expect(reports.filter((report) => report.includes('cannot be stored'))).toEqual([
      expect.stringMatching(
        /Owner\.config\.client\.socket cannot be stored[^]*#client[^]*transient[^]*this\.live\.load/,
      ),
    ])
    expect(browser.effects).toEqual([1])
  })

  test('a class of the application is stored when createApp is told how', async () => {
    class Money {
      readonly cents: number
      constructor(cents: number) {
        this.cents = cents
      }
    }
    class Till extends LiveView {
      total = new Money(0)
      override mount() {
        this.total = new Money(250)
      }
      render() {
        return html`<p>${this.total.cents}</p>`
      }
    }
    const types = {
      Money: {
        reduce: (value: unknown) => value instanceof Money && value.cents,
        revive: (cents: unknown) => new Money(cents as number),
      },
    }
    const { app, reports } = appWith(Till, { types, development: true, limits: { parkedBytes: 600 } })
    const browser = await WireBrowser.open(app)
    expect(browser.joined.roots[0]?.[1]).toBe('shape')
    expect(reports).toEqual([])
  })

  test('an impure render is named in development with the value that differs', async () => {
    let calls = 0
    class Dice extends LiveView {
      render() {
        return html`<p>${++calls}</p>`
      }
    }
    const { app, reports } = appWith(Dice, { development: true })
    await WireBrowser.open(app)
    expect(reports.join()).toMatch(/Dice\.render\(\) is not pure[^]*was 1 and then 2/)
  })

  test('a Date as content is refused in development with its place, and is no impure render', async () => {
    class Clock extends LiveView {
      render() {
        return html`<p>It is ${new Date() as unknown as string}</p>`
      }
    }
    const { app, reports } = appWith(Clock, { development: true })
    await app.handler.fetch(new Request('http://localhost/'))
    expect(reports.filter((report) => report.includes('pure'))).toEqual([])
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatch(
      /A Date cannot be shown as content\.\n\n    at \S+holders\.test\.ts:\d+[^]*toLocaleDateString/,
    )
  })

  test('a constructor that does not forward its argument is refused with the right way', async () => {
    class Wrong extends LiveView {
      count: number
      constructor() {
        super()
        this.count = 0
      }
      render() {
        return html`<p>${this.count}</p>`
      }
    }
    const { app, reports } = appWith(Wrong)
    const response = await app.handler.fetch(new Request('http://localhost/'))
    expect(response?.status).toBe(500)
    expect(reports.join()).toContain('Right:  class Wrong extends LiveView { count = 0 }')
  })
})

describe('what a user typed', () => {
  test('is not sent back, and what the server makes of it is', async () => {
    class Form extends LiveView {
      name = ''
      shout = false
      render() {
        return html`<input .value=${this.name} @input=${(event) => (this.name = this.shout ? event.value.toUpperCase() : event.value)} />
          <button @click=${() => (this.shout = true)}>Shout</button>
          <form @submit=${() => (this.name = '')}></form>`
      }
    }
    const browser = await WireBrowser.open(appWith(Form).app)
    const type = async (value: string) => {
      const seen = browser.frames.length
      await browser.send({
        kind: 'event',
        seen,
        type: 'input',
        target: [0, 1],
        payload: { value },
      })
    }
    await type('a')
    await browser.click([0, 2])
    await type('ab')
    await browser.send({
      kind: 'event',
      seen: 3,
      type: 'submit',
      target: [0, 3],
      payload: {},
    })
    expect(browser.frames.map((frame) => frame.difference)).toEqual([
      [0, [0, 0, 'a']],
      0,
      [0, [0, 0, 'AB']],
      [0, [0, 0, '']],
    ])
  })
})

describe('a stream that is shown again', () => {
  class Hiding extends LiveView {
    shown = true
    broken = false
    log: string[] = []
    rows = this.live.stream(
      (row: string) => row,
      (row) => html`<li>${row}</li>`,
      {
        gap: () => {
          this.log.push('gap')
          this.rows.reset(['a', 'b'])
        },
      },
    )
    override mount() {
      this.rows.append('a', 'b')
    }
    override catchError(_error: unknown, retry: () => void) {
      const again = (): void => {
        this.broken = false
        retry()
      }
      return html`<button @click=${again}>Again</button>`
    }
    render() {
      if (this.broken) throw new Error('broken')
      return html`<button @click=${() => (this.shown = !this.shown)}></button>
        <button @click=${() => (this.broken = true)}></button>
        <ul>
          ${this.shown ? this.rows : null}
        </ul>`
    }
  }

  test.each([
    ['after it was hidden', [0, 0], [0, 0]],
    ['after an error stood in its place', [0, 1], [0, 0]],
  ])('asks for its rows once: %s', async (_, hide, show) => {
    const browser = await WireBrowser.open(appWith(Hiding).app)
    await browser.click(hide)
    expect(browser.effects.some((effect) => Array.isArray(effect) && effect[0] === 'stream')).toBe(false)
    await browser.click(show)
    const streams = browser.effects.filter((effect) => Array.isArray(effect) && effect[0] === 'stream')
    expect(streams).toEqual([['stream', [0, 2], 'reset', expect.anything(), expect.anything()]])
  })
})
