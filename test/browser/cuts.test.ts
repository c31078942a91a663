/**
 * The connection is cut at random, in the middle of frames too, while the real client sends numbered events.
 * Each must be handled once and in order, and all that it did must show once.
 *
 * `CUTS_SEED` repeats the choices of a run, `CUTS_EVENTS` sets how many events there are.
 */
import { createApp, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { serve } from 'overwire/node'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser } from './chromium.ts'
import { Random } from './fuzz/random.ts'
import { openNetwork, type Cut, type Piece } from './network.ts'
import { isLive, tap } from './wire-tap.ts'

const SEED = Number(process.env['CUTS_SEED'] ?? Math.floor(Math.random() * 2 ** 32))
const EVENTS = Number(process.env['CUTS_EVENTS'] ?? 2_000)
/** A connection is cut after this many pieces, at most. */
const LONGEST_PEACE = 8
/** Each third lasts this many pieces longer: an event that is on five in a row which die is given up. */
const TRUCE = 12

const handled: Record<'count' | 'list' | 'stream', number[]> = { count: [], list: [], stream: [] }
const happened: string[] = []

/** Three ways to show that something happened: a value, a row that is kept, a row that is not. */
class Numbers extends LiveView {
  count = 0
  numbers: number[] = []
  log = this.live.stream(
    (number: number) => number,
    (number) => html`<li>${number}</li>`,
  )

  override mount(): void {
    happened.push('mount')
  }

  override start(): void {
    happened.push('start')
  }

  render(): TemplateResult {
    return html`<output>${this.count}</output>
      <button id="count" @click=${(event) => this.add(Number(event.data['number']))}>Count</button>
      <button id="list" @click=${(event) => this.list(Number(event.data['number']))}>List</button>
      <button id="stream" @click=${(event) => this.append(Number(event.data['number']))}>Stream</button>
      <ol id="rows">
        ${repeat(
          this.numbers,
          (number) => number,
          (number) => html`<li>${number}</li>`,
        )}
      </ol>
      <ol id="log">
        ${this.log}
      </ol>`
  }

  add(number: number): void {
    handled.count.push(number)
    this.count++
    this.live.dispatch('#count', 'numbered', number)
  }

  /** Cuts meet it while it runs. */
  async list(number: number): Promise<void> {
    handled.list.push(number)
    await new Promise((resolve) => setTimeout(resolve, 2))
    this.numbers = [...this.numbers, number]
    this.live.dispatch('#list', 'numbered', number)
  }

  append(number: number): void {
    handled.stream.push(number)
    this.log.append(number)
    this.live.dispatch('#stream', 'numbered', number)
  }
}

test(
  `each of ${EVENTS} events happens once and in order, however often the connection is cut (CUTS_SEED=${SEED})`,
  {
    timeout: 120_000,
  },
  async () => {
    const random = new Random(SEED)
    const log = createLog()
    const app = createApp({
      logger: log,
      // The page comes back at once: what waits grow to is tested with its own clock.
      limits: { eventsPerSecond: 1e6, eventBurst: 1e6, circuitsPerVisitor: 1, longestWait: 20 },
    })
    app.live('/', Numbers)
    await using served = await serve(app, { port: 0, signals: false })
    await using network = await openNetwork(served.port)
    await using opened = await openBrowser()
    const page = await opened.browser.newPage()
    const wire = tap(page)
    await page.goto(`${network.url}/`)
    await isLive(page)

    const cuts = cutAtRandom(random)
    network.watch = cuts.watch
    await page.evaluate(clickThrough, { events: EVENTS, seed: random.below(2 ** 32) })
    network.watch = null
    const seen = await whatIsSeen(page)

    console.log(`CUTS_SEED=${SEED}: ${EVENTS} events, ${cuts.made} cuts, ${wire.sockets} sockets`)
    const [count, list, stream] = [0, 1, 2].map((kind) => numbered().filter((number) => number % 3 === kind))
    expect(handled).toEqual({ count, list, stream })
    expect(seen).toEqual({
      shown: count?.length,
      rows: list,
      log: stream,
      effects: [count, list, stream],
      outcomes: [],
    })
    expect(happened).toEqual(['mount', 'start'])
    expect(wire.requests.filter((request) => request === 'GET /')).toHaveLength(1)
    expect(log.lines.filter((line) => !line.startsWith('info'))).toEqual([])
    expect(cuts.made).toBeGreaterThan(EVENTS / LONGEST_PEACE / 8)
  },
)

function numbered(): number[] {
  return Array.from({ length: EVENTS }, (_, index) => index + 1)
}

/** Cuts before, in and behind pieces of both directions; some cuts are heard of late by the server. */
function cutAtRandom(random: Random): { made: number; watch: (piece: Piece) => Cut | undefined } {
  let peace = random.below(LONGEST_PEACE)
  const cuts = {
    made: 0,
    watch({ bytes }: Piece): Cut | undefined {
      if (peace-- > 0) return undefined
      cuts.made++
      peace = random.below(LONGEST_PEACE) + (cuts.made % 3 === 0 ? TRUCE : 0)
      return {
        keep: random.below(bytes.length + 1),
        unnoticed: random.chance(0.3) ? 1 + random.below(100) : 0,
      }
    },
  }
  return cuts
}

/** Runs in the page: clicks numbered buttons in bursts, and resolves when everything is settled. */
async function clickThrough({ events, seed }: { events: number; seed: number }): Promise<void> {
  let state = seed
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % limit
  }
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds))
  const buttons = [...document.querySelectorAll<HTMLElement>('button')]
  const effects = buttons.map((): number[] => [])
  const outcomes: unknown[] = []
  buttons.forEach((button, kind) =>
    // The server and this test agree on what it carries.
    button.addEventListener('numbered', (event) =>
      effects[kind]?.push((event as CustomEvent<number>).detail),
    ),
  )
  // What is refused, failed or interrupted is told; what is done is not.
  addEventListener('live:outcome', (event) => outcomes.push((event as CustomEvent).detail))
  Object.assign(window, { effects, outcomes })
  const settled = (): number => effects.reduce((sum, each) => sum + each.length, 0)
  for (let number = 1; number <= events; number++) {
    const button = buttons[number % buttons.length]
    button?.setAttribute('data-number', String(number))
    button?.click()
    if (below(4) === 0) await pause(below(8))
    // The browser keeps a hundred events at most, and refuses more.
    while (number - settled() > 60) await pause(2)
  }
  while (document.querySelector('[data-live-pending]')) await pause(5)
}

async function whatIsSeen(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const numbersIn = (selector: string): number[] =>
      Array.from(document.querySelectorAll(`${selector} li`), ({ textContent }) => Number(textContent))
    // Put there when the clicking began.
    const { effects, outcomes } = window as unknown as { effects: number[][]; outcomes: unknown[] }
    const shown = Number(document.querySelector('output')?.textContent)
    return { shown, rows: numbersIn('#rows'), log: numbersIn('#log'), effects, outcomes }
  })
}
