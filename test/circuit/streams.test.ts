/** Streams over the wire: what their browser shows is what their server counts. */
import fc from 'fast-check'
import { Component, component, html, LiveView, type StreamOptions } from 'overwire'
import { describe, expect, test } from 'vitest'
import type { Effect, Frame } from '../../src/protocol/messages.ts'
import { appWith, settled, WireBrowser } from './wire-browser.ts'

type Op = (view: Rows) => void

/** A view whose button does what the test says. */
abstract class Rows extends LiveView {
  abstract rows: Listing
  shown = true
}

type Listing = ReturnType<typeof listingOf>
const listingOf = (view: LiveView, options: StreamOptions) =>
  view.live.stream(
    (row: string) => row.charAt(0),
    (row) => html`<li>${row}</li>`,
    options,
  )

async function open(options: StreamOptions = {}, first: readonly string[] = []) {
  let next: Op = () => {}
  let view: Rows | undefined
  class Listed extends Rows {
    rows = listingOf(this, options)
    override mount() {
      this.rows.append(...first)
    }
    render() {
      view = this
      return html`<button @click=${() => next(this)}></button><ul>${this.shown ? this.rows : null}</ul>
        <p>${this.rows.isEmpty ? 'nothing' : `${this.rows.size} rows`}</p>`
    }
  }
  const browser = await WireBrowser.open(appWith(Listed).app)
  await settled()
  return {
    browser,
    get view(): Rows {
      if (!view) throw new Error('nothing is rendered')
      return view
    },
    /** What is sent for it, and what the text beside the stream says then. */
    async does(op: Op): Promise<readonly (Effect | string)[]> {
      const { length } = browser.frames
      next = op
      await browser.click([0, 0])
      return browser.frames
        .slice(length)
        .flatMap(({ difference, effects }) => [
          ...effects.filter((effect) => Array.isArray(effect) && effect[0] === 'stream'),
          ...(/nothing|\d+ rows/.exec(JSON.stringify(difference)) ?? []),
        ])
    },
  }
}

const PATH = [0, 1]

describe('a stream', () => {
  test('with a limit has rows leave at the other end, and never sends what would leave at once', async () => {
    const { does } = await open({ limit: 2 }, ['a', 'b', 'c'])
    expect(await does((view) => view.rows.append('d'))).toEqual([
      ['stream', PATH, 'append', ['d', 2, 'd']],
      ['stream', PATH, 'remove', 'b'],
    ])
    expect(await does((view) => view.rows.prepend('x'))).toEqual([
      ['stream', PATH, 'prepend', ['x', 2, 'x']],
      ['stream', PATH, 'remove', 'd'],
    ])
    expect(await does((view) => view.rows.append('l', 'm', 'n'))).toEqual([
      ['stream', PATH, 'append', ['m', 2, 'm'], ['n', 2, 'n']],
      ['stream', PATH, 'remove', 'x', 'c'],
    ])
  })

  test('with a limit from one end has rows leave there, wherever they come', async () => {
    const { does } = await open({ limit: { rows: 2, from: 'end' } }, ['a', 'b', 'c'])
    expect(await does((view) => view.rows.append('d'))).toEqual([])
    expect(await does((view) => view.rows.insert({ at: 1 }, 'e'))).toEqual([
      ['stream', PATH, 'before', 'b', ['e', 2, 'e']],
      ['stream', PATH, 'remove', 'b'],
    ])
  })

  test('applies its limit to the first response', async () => {
    const { browser } = await open({ limit: 2 }, ['a', 'b', 'c'])
    expect(browser.html).toMatch(/<ul><!---->?<li>b<\/li><li>c<\/li>|<ul><li>b<\/li><li>c<\/li>/)
    expect(browser.html).toContain('2 rows')
  })

  test('takes rows before and after others and at positions; those that are there go there', async () => {
    const { does } = await open({}, ['a', 'b', 'c'])
    const sent = async (op: Op) => (await does(op))[0]
    expect(await sent((view) => view.rows.insert({ before: 'b' }, 'd'))).toEqual([
      'stream',
      PATH,
      'before',
      'b',
      ['d', 2, 'd'],
    ])
    expect(await sent((view) => view.rows.insert({ after: 'c' }, 'e'))).toEqual([
      'stream',
      PATH,
      'before',
      null,
      ['e', 2, 'e'],
    ])
    expect(await sent((view) => view.rows.insert({ before: 'a' }, 'a2', 'c2'))).toEqual([
      'stream',
      PATH,
      'before',
      'd',
      ['a', 2, 'a2'],
      ['c', 2, 'c2'],
    ])
    expect(await sent((view) => view.rows.insert({ before: 'gone' }, 'f'))).toEqual([
      'stream',
      PATH,
      'before',
      null,
      ['f', 2, 'f'],
    ])
  })

  test('updates rows only where they are there', async () => {
    const { does } = await open({}, ['a', 'b'])
    expect(await does((view) => view.rows.update('a2', 'z'))).toEqual([
      ['stream', PATH, 'append', ['a', 2, 'a2']],
    ])
    expect(await does((view) => view.rows.update('z'))).toEqual([])
  })

  test('says how many rows it has, and whether none, in the same frame as its rows', async () => {
    const { browser, does } = await open()
    expect(browser.html).toContain('nothing')
    expect(await does((view) => view.rows.append('a'))).toEqual([
      ['stream', PATH, 'append', ['a', 2, 'a']],
      '1 rows',
    ])
    expect(await does((view) => view.rows.append('a2'))).toEqual([['stream', PATH, 'append', ['a', 2, 'a2']]])
    expect(await does((view) => view.rows.remove('a', 'z'))).toEqual([
      ['stream', PATH, 'remove', 'a', 'z'],
      'nothing',
    ])
  })

  test('tells its size also where nothing else renders', async () => {
    const opened = await open()
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        opened.view.rows.append('a')
        resolve()
      })
    })
    await settled()
    expect(JSON.stringify(opened.browser.frames.map(({ difference }) => difference))).toContain('1 rows')
  })

  test('that is hidden has no rows any more, which its view says at once, and none when it is shown again', async () => {
    const { does, view } = await open({}, ['a', 'b'])
    expect(await does((of) => (of.shown = false))).toEqual(['nothing'])
    expect(view.rows.size).toBe(0)
    expect(await does((of) => (of.shown = true))).toEqual([])
  })

  test('that is given anew does not send rows again that its browser has', async () => {
    const { browser } = await open({}, ['a', 'b'])
    await browser.send({ kind: 'mismatch', seen: 0, reason: 'expected <li>' })
    const [epoch] = browser.effects.filter((effect) => Array.isArray(effect) && effect[0] === 'epoch')
    expect(JSON.stringify(epoch)).toContain('{"k":[]}')
  })

  test.each([0, -1, 1.5, NaN])('refuses the limit %s', async (rows) => {
    expect(() => {
      const app = appWith(
        class extends LiveView {
          rows = listingOf(this, { limit: rows })
          render() {
            return html`${this.rows}`
          }
        },
      )
      return app
    }).not.toThrow()
    const { app, reports } = appWith(
      class Limited extends LiveView {
        rows = listingOf(this, { limit: { rows, from: 'end' } })
        render() {
          return html`${this.rows}`
        }
      },
    )
    await app.handler.fetch(new Request('http://localhost/'))
    expect(reports.join()).toContain('no whole number from 1')
  })
})

test('several streams of one view, and those of components that come and go, do not mix', async () => {
  class Panel extends Component<{ name: string }> {
    rows = this.live.stream(String, (row: string) => html`<li>${this.props.name} ${row}</li>`, { limit: 1 })
    override start() {
      this.rows.append(`${this.props.name}1`)
    }
    render() {
      return html`<button @click=${() => this.rows.append(`${this.props.name}${this.rows.size + 1}`)}></button>
        <ul>${this.rows}</ul><i>${this.rows.size}</i>`
    }
  }
  class Two extends LiveView {
    left = this.live.stream(String, (row: string) => html`<li>${row}</li>`)
    right = this.live.stream(String, (row: string) => html`<li>${row}</li>`)
    panel = false
    render() {
      return html`<button @click=${() => this.left.append('l')}></button>
        <button @click=${() => this.right.append('r')}></button>
        <button @click=${() => (this.panel = !this.panel)}></button>
        <ul>${this.left}</ul><ul>${this.right}</ul>${this.panel ? component(Panel, { name: 'p' }) : null}
        <p>${this.left.size} ${this.right.size}</p>`
    }
  }
  const browser = await WireBrowser.open(appWith(Two).app)
  await browser.click([0, 0])
  await browser.click([0, 1])
  expect(browser.effects.filter(isStream)).toEqual([
    ['stream', [0, 3], 'append', ['l', 2, 'l']],
    ['stream', [0, 4], 'append', ['r', 2, 'r']],
  ])
  for (const _ of [1, 2]) {
    const before = browser.effects.length
    await browser.click([0, 2])
    await browser.click([0, 5, 0])
    expect(browser.effects.slice(before).filter(isStream)).toEqual([
      ['stream', [0, 5, 1], 'append', ['p1', expect.any(Number), 'p', 'p1']],
      ['stream', [0, 5, 1], 'append', ['p2', expect.any(Number), 'p', 'p2']],
      ['stream', [0, 5, 1], 'remove', 'p1'],
    ])
    await browser.click([0, 2])
  }
})

const isStream = (effect: Effect): boolean => Array.isArray(effect) && effect[0] === 'stream'

// --- a model: what the browser makes of what it is sent ---

class ShownRows {
  rows: string[] | null
  /** What the view shows of their number. */
  text: string
  #taken = 0

  constructor(rows: string[], html: string) {
    this.rows = rows
    this.text = /<p>(.*?)<\/p>/.exec(html)?.[1] ?? ''
  }

  take(frames: readonly Frame[]): void {
    for (const { difference, effects } of frames.slice(this.#taken)) {
      if (difference !== 0) this.#change(difference)
      for (const effect of effects) if (Array.isArray(effect)) this.#effect(effect)
    }
    this.#taken = frames.length
  }

  /** The second part of the root is the stream, or nothing. */
  #change([, change]: readonly unknown[]): void {
    const [, ...parts] = change as readonly unknown[]
    for (let at = 0; at < parts.length; at += 2) {
      if (parts[at] === 1) this.rows = rowsOf(parts[at + 1])
      if (parts[at] === 2) this.text = String(parts[at + 1])
    }
  }

  #effect(effect: readonly unknown[]): void {
    if (effect[0] === 'epoch') {
      // It keeps the rows of a stream that stands there.
      const [, content] = effect[1] as readonly [number, readonly unknown[]]
      this.text = String(content[3])
      const shown = rowsOf(content[2])
      if (shown === null || this.rows === null) this.rows = shown
      else this.rows.push(...shown.filter((key) => !this.rows?.includes(key)))
    }
    if (effect[0] !== 'stream' || this.rows === null) return
    const [, , how, ...what] = effect
    if (how === 'remove') this.rows = this.rows.filter((key) => !what.includes(key))
    else if (how === 'before') {
      const [before, ...rows] = what
      for (const key of keysOf(rows)) {
        this.rows = this.rows.filter((each) => each !== key)
        const index = this.rows.indexOf(String(before))
        this.rows.splice(before === null ? this.rows.length : index, 0, key)
      }
    } else {
      if (how === 'reset') this.rows = []
      const known = this.rows
      const fresh = keysOf(what).filter((key) => !known.includes(key))
      this.rows = how === 'prepend' ? [...fresh, ...known] : [...known, ...fresh]
    }
  }
}

const keysOf = (rows: readonly unknown[]): string[] =>
  rows.map((row) => String((row as readonly unknown[])[0]))
const rowsOf = (content: unknown): string[] | null =>
  content === null ? null : keysOf((content as { readonly k: readonly unknown[] }).k)

const KEYS = [...'abcdefg']
const some = fc.uniqueArray(fc.constantFrom(...KEYS), { maxLength: 4 })
const one = fc.constantFrom(...KEYS)
type Step = Op | 'cut' | 'mismatch'
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: some.map(
      (keys): Step =>
        (view) =>
          view.rows.append(...keys),
    ),
  },
  some.map(
    (keys): Step =>
      (view) =>
        view.rows.prepend(...keys),
  ),
  some.map(
    (keys): Step =>
      (view) =>
        view.rows.reset(keys),
  ),
  some.map(
    (keys): Step =>
      (view) =>
        view.rows.remove(...keys),
  ),
  some.map(
    (keys): Step =>
      (view) =>
        view.rows.update(...keys),
  ),
  fc.tuple(some, one).map(
    ([keys, before]): Step =>
      (view) =>
        view.rows.insert({ before }, ...keys),
  ),
  fc.tuple(some, one).map(
    ([keys, after]): Step =>
      (view) =>
        view.rows.insert({ after }, ...keys),
  ),
  fc.tuple(some, fc.nat(8)).map(
    ([keys, at]): Step =>
      (view) =>
        view.rows.insert({ at }, ...keys),
  ),
  fc.constant<Step>((view) => (view.shown = !view.shown)),
  // In one handler: hidden, and rows that come all the same.
  some.map((keys): Step => (view) => {
    view.shown = !view.shown
    view.rows.append(...keys)
  }),
  fc.constantFrom<Step>('cut', 'mismatch'),
)

test('what a browser shows of a stream is what its server counts, through cuts, mismatches and hiding', async () => {
  const limits = fc.constantFrom<StreamOptions>({}, { limit: 3 }, { limit: { rows: 3, from: 'start' } })
  await fc.assert(
    fc.asyncProperty(limits, some, fc.array(step, { maxLength: 12 }), async (options, first, steps) => {
      const opened = await open(options, first)
      const { browser, view } = opened
      const shown = new ShownRows(
        KEYS.filter((key) => view.rows.has(key)),
        browser.html,
      )
      for (const each of steps) {
        if (each === 'cut') {
          browser.cut()
          await browser.rejoin(browser.frames.length)
        } else if (each === 'mismatch') {
          await browser.send({ kind: 'mismatch', seen: browser.frames.length, reason: 'a test' })
        } else await opened.does(each)
        shown.take(browser.frames)
        expect(shown.text).toBe(view.rows.isEmpty ? 'nothing' : `${view.rows.size} rows`)
        if (shown.rows === null) continue
        expect(shown.rows.toSorted()).toEqual(KEYS.filter((key) => view.rows.has(key)))
        expect(view.rows.size).toBe(shown.rows.length)
      }
    }),
    { numRuns: 40 },
  )
}, 60_000)
