/** Lists that are fetched page by page: what their browser shows, whatever overlaps, fails or is lost. */
import fc from 'fast-check'
import { html, LiveView, type PageOfRows, type PageRequest } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, settled, WireBrowser } from './wire-browser.ts'

interface Fetch {
  readonly query: string
  readonly after: number | null
  readonly size: number
  readonly signal: AbortSignal
  end(): void
  fail(): void
}

/** A database that answers when a test says so, with at most so many rows. */
class Database {
  readonly fetches: Fetch[] = []
  /** How many rows each query finds. */
  readonly counts = new Map([
    ['', 25],
    ['few', 3],
    ['none', 0],
  ])
  readonly #most: number

  constructor(most: number = 1_000) {
    this.#most = most
  }

  get open(): readonly Fetch[] {
    return this.fetches.filter((fetch) => !fetch.signal.aborted && !this.#ended.has(fetch))
  }

  readonly #ended = new Set<Fetch>()

  page(query: string, { after, size, signal }: PageRequest<number>): Promise<PageOfRows<number>> {
    return new Promise((resolve, reject) => {
      const settle = (work: () => void): void => {
        this.#ended.add(fetch)
        work()
      }
      const fetch: Fetch = {
        query,
        after,
        size,
        signal,
        end: () =>
          settle(() => {
            const start = (after ?? -1) + 1
            const end = Math.min(start + Math.min(size, this.#most), this.counts.get(query) ?? 0)
            const rows = Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at)
            resolve({ rows, more: end < (this.counts.get(query) ?? 0) })
          }),
        fail: () => settle(() => reject(new Error('no database'))),
      }
      this.fetches.push(fetch)
    })
  }
}

/** A page with a list, and its browser. */
async function open(database = new Database(), limits = {}) {
  let view: List | undefined
  class List extends LiveView {
    query = ''
    items = this.live.pages((request) => database.page(this.query, request), {
      size: 10,
      key: (item: number) => item,
      row: (item) => html`<li>${item}</li>`,
    })
    override start() {
      view = this
    }
    render() {
      const { rows, more, pending, failed } = this.items
      return html`<ul>${rows}</ul><p>${`${more} ${pending} ${String(failed)}`}</p>`
    }
  }
  const { app, reports, platform } = appWith(List, { limits })
  const loading = WireBrowser.load(app)
  await settled()
  database.fetches[0]?.end()
  const browser = await loading
  const progress = { isOver: false }
  const joining = browser.join().finally(() => (progress.isOver = true))
  // A page that is made again fetches its rows first.
  while (!progress.isOver) {
    for (const fetch of database.open) fetch.end()
    await settled()
  }
  await joining
  await settled()
  if (!view) throw new Error('The view has not started.')
  return { view, browser, reports, database, platform }
}

/** The rows that a browser shows: those of its HTML, and what was done to them since. */
function rowsOf(browser: WireBrowser): readonly string[] {
  let rows = new Set([...browser.html.matchAll(/<li>(?:<!---->)?(\d+)/g)].map(([, key]) => String(key)))
  for (const [kind, ...rest] of browser.effects.filter(Array.isArray) as readonly (readonly unknown[])[]) {
    if (kind === 'epoch') rows = new Set()
    if (kind !== 'stream') continue
    const [, how, ...entries] = rest
    const keys = (entries as readonly (readonly unknown[] | string)[]).map((entry) => String(entry[0]))
    if (how === 'reset') rows = new Set(keys)
    else for (const key of keys) rows.add(key)
  }
  return [...rows]
}

const upTo = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => String(at))

describe('pages', () => {
  test('come one after the other, each once, until there is no more', async () => {
    const { view, browser, database } = await open()
    expect(rowsOf(browser)).toEqual(upTo(10))
    // Asked for twice, fetched once.
    const twice = [view.items.next(), view.items.next()]
    database.open[0]?.end()
    await Promise.all(twice)
    await settled()
    expect(rowsOf(browser)).toEqual(upTo(20))
    const last = view.items.next()
    database.open[0]?.end()
    await last
    await view.items.next()
    await settled()
    expect(rowsOf(browser)).toEqual(upTo(25))
    expect(database.fetches.map(({ after, size }) => [after, size])).toEqual([
      [null, 10],
      [9, 10],
      [19, 10],
    ])
    expect([view.items.more, view.items.pending]).toEqual([false, false])
  })

  test.each([
    ['an array of rows', [1, 2], 'an array of 2'],
    ['nothing', undefined, 'undefined'],
    ['rows by another name', { items: [1] }, 'an object'],
  ])('that are %s are refused with what a page is', async (_, page, said) => {
    class Wrong extends LiveView {
      items = this.live.pages<number>(() => page as never, {
        key: (item) => item,
        row: (item) => html`<li>${item} is wrong</li>`,
      })
      render() {
        return html`<ul>${this.items.rows}</ul>`
      }
    }
    const { app, reports } = appWith(Wrong)
    await WireBrowser.load(app)
    expect(reports.join()).toContain(
      `this.live.pages(load, …) has got ${said} from "load", which is no page: a page is { rows, more }.`,
    )
  })

  test('that failed are tried again, and nothing is lost or doubled', async () => {
    const { view, browser, database, reports } = await open()
    const failing = view.items.next()
    database.open[0]?.fail()
    await failing
    await settled()
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 1, 'true false Error: no database']])
    expect(reports).toEqual([expect.stringContaining('no database')])
    expect(rowsOf(browser)).toEqual(upTo(10))
    const again = view.items.next()
    database.open[0]?.end()
    await again
    await settled()
    expect(rowsOf(browser)).toEqual(upTo(20))
    expect(view.items.failed).toBe(undefined)
  })

  test('begin again for another query, keep what is shown until it is there, and never mix the two', async () => {
    const { view, browser, database } = await open()
    void view.items.next()
    const [older] = database.open
    view.query = 'few'
    const reloading = view.items.reload()
    expect(older?.signal.aborted).toBe(true)
    older?.end()
    await settled()
    expect(rowsOf(browser)).toEqual(upTo(10))
    // What begins again has failed: the next page is not added to the rows of another query.
    database.open[0]?.fail()
    await reloading
    const next = view.items.next()
    expect(database.open.map(({ query, after }) => [query, after])).toEqual([['few', null]])
    database.open[0]?.end()
    await next
    await settled()
    expect(rowsOf(browser)).toEqual(upTo(3))
    expect(view.items.more).toBe(false)
  })

  test('are as long as they were when the browser has lost its rows', async () => {
    const { view, browser, database } = await open(new Database(4))
    for (let page = 0; page < 2; page++) {
      const next = view.items.next()
      database.open[0]?.end()
      await next
    }
    await settled()
    const length = rowsOf(browser).length
    await browser.send({ kind: 'mismatch', seen: browser.frames.length, reason: 'expected <li>' })
    expect(rowsOf(browser)).toEqual([])
    for (let fetch = 0; fetch < 9; fetch++) {
      database.open[0]?.end()
      await settled()
    }
    expect(rowsOf(browser)).toEqual(upTo(length))
  })

  test('of a page that is made again from its state are fetched again', async () => {
    const { browser, database } = await open(new Database(), { parkedBytes: 100 })
    expect(rowsOf(browser)).toEqual(upTo(10))
    expect(database.fetches.map(({ after, size }) => [after, size])).toEqual([
      [null, 10],
      [null, 10],
    ])
  })

  test('that never end are not asked for without end', async () => {
    class Endless extends LiveView {
      fetches = 0
      items = this.live.pages(
        () => {
          this.fetches++
          return { rows: [], more: true }
        },
        { key: (item: number) => item, row: (item) => html`<li>${item}</li>` },
      )
      render() {
        return html`<ul>${this.items.rows}</ul><p>${`${this.items.more} ${this.fetches}`}</p>`
      }
    }
    const browser = await WireBrowser.load(appWith(Endless).app)
    expect(browser.html).toContain('<p>false 1</p>')
  })

  test('of no size are refused with what to write', async () => {
    class Sizeless extends LiveView {
      items = this.live.pages(() => ({ rows: [], more: false }), {
        size: 0,
        key: (item: number) => item,
        row: (item) => html`<li>${item}</li>`,
      })
      render() {
        return html`<ul>${this.items.rows}</ul>`
      }
    }
    const { app, reports } = appWith(Sizeless)
    expect((await app.handler.fetch(new Request('http://localhost/')))?.status).toBe(500)
    expect(reports.join()).toContain('this.live.pages(…, { size: 0 })')
  })
})

const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant('next' as const) },
  { weight: 6, arbitrary: fc.constant('end' as const) },
  { weight: 2, arbitrary: fc.constant('fail' as const) },
  { weight: 1, arbitrary: fc.constant('refresh' as const) },
  { weight: 1, arbitrary: fc.constant('lose' as const) },
  { weight: 1, arbitrary: fc.constantFrom('query ' as const, 'query few' as const, 'query none' as const) },
)

test('whatever overlaps, a browser shows the first rows of one query, and one fetch is under way', async () => {
  const property = fc.asyncProperty(
    fc.array(step, { maxLength: 25 }),
    fc.constantFrom(4, 1_000),
    async (steps, most) => {
      const { view, browser, database } = await open(new Database(most))
      for (const each of steps) {
        if (each === 'next') void view.items.next()
        else if (each === 'end') database.open[0]?.end()
        else if (each === 'fail') database.open[0]?.fail()
        else if (each === 'refresh') void view.items.refresh()
        else if (each === 'lose')
          await browser.send({ kind: 'mismatch', seen: browser.frames.length, reason: 'lost' })
        else {
          view.query = each.slice('query '.length)
          void view.items.reload()
        }
        await settled()
        await browser.send({ kind: 'ack', seen: browser.frames.length })
        expect(database.open.length).toBeLessThanOrEqual(1)
        const rows = rowsOf(browser)
        expect(rows).toEqual(upTo(rows.length))
      }
      // What is under way ends, and what has failed is tried again, until nothing is left to fetch.
      for (let round = 0; round < 30 && (view.items.more || view.items.pending); round++) {
        void view.items.next()
        database.open[0]?.end()
        await settled()
        await browser.send({ kind: 'ack', seen: browser.frames.length })
      }
      expect(rowsOf(browser)).toEqual(upTo(database.counts.get(view.query) ?? 0))
      await browser.send({ kind: 'leave' })
    },
  )
  await fc.assert(property, { numRuns: 25, seed: 5 })
})
