/**
 * All pages of a process that has restarted come back to the one that takes its place, which does one thing after the
 * other. Each page asks for its circuit, which is gone, then for itself, and joins with the token that it gets.
 */
import { newConnection, type ConnectionState } from '../../src/client/connection-state.ts'
import { createLink, type Link } from '../../src/client/recovery/link.ts'
import { COME_BACK_AFTER, type Admission } from '../../src/server/admission.ts'

/** Milliseconds of the server for each. */
export interface Costs {
  /** To render a page. */
  readonly renewal: number
  readonly join: number
  /** To say no. */
  readonly refusal: number
}

interface Crowded {
  readonly pages: number
  readonly costs: Costs
  random(): number
  admission(clock: Pick<Clock, 'after'>): Admission
}

const LATENCY = 20

/** Time in whole milliseconds: thousands of pages have thousands of timers. */
class Clock {
  now = 0
  readonly #due = new Map<number, Set<() => void>>()

  after(milliseconds: number, run: () => void): () => void {
    const at = this.now + Math.max(1, Math.ceil(milliseconds))
    const due = this.#due.get(at) ?? new Set()
    // One of its own: the same function may be called twice.
    const entry = (): void => run()
    this.#due.set(at, due.add(entry))
    return () => void due.delete(entry)
  }

  pass(milliseconds: number): void {
    for (const end = this.now + milliseconds; this.now < end;) {
      const due = this.#due.get(++this.now) ?? []
      this.#due.delete(this.now)
      for (const run of due) run()
    }
  }
}

export class Crowd {
  readonly clock: Clock = new Clock()
  readonly #pages: ConnectionState[] = []
  readonly #costs: Costs
  readonly #admission: Admission
  /** Until when the server is at work. */
  #busyUntil = 0

  constructor({ pages, costs, random, admission }: Crowded) {
    this.#costs = costs
    this.#admission = admission(this.clock)
    for (let page = 0; page < pages; page++) this.#add(random)
  }

  /** How many pages are live. */
  get live(): number {
    return this.#pages.filter(({ state }) => state === 'live').length
  }

  #add(random: () => number): void {
    const { clock } = this
    const connection: ConnectionState = { ...newConnection(), state: 'live', wasLive: true }
    let cancel = (): void => {}
    let tries = 0
    const link: Link = createLink(connection, {
      now: () => clock.now,
      random,
      after: (milliseconds, run) => {
        cancel()
        cancel = clock.after(milliseconds, run)
      },
      open: (problem) => {
        const own = ++tries
        this.#come({ link, connection, problem, isWaiting: () => own === tries })
      },
      close: () => {
        tries++
        cancel()
        if (connection.state === 'live') connection.state = 'rejoining'
      },
      beat: () => void clock.after(2 * LATENCY, () => link.messageReceived()),
      unreceived: () => 0,
      isHidden: () => false,
      over: () => {},
      show: () => {},
    })
    this.#pages.push(connection)
    clock.after(1, () => link.closed(4503))
  }

  #come({ link, connection, problem, isWaiting }: Coming): void {
    const answer = (run: () => void): void =>
      void this.clock.after(LATENCY, () => void (isWaiting() && run()))
    const refuse = (code: string, seconds?: number): void => answer(() => link.refused(code, seconds))
    const busy = (): void => refuse('busy', COME_BACK_AFTER)
    this.clock.after(LATENCY, () => {
      if (!problem && connection.state === 'rejoining')
        return this.#work(this.#costs.refusal, () => refuse('circuit-ended'))
      const join = (): void =>
        this.#begin('join', busy, () =>
          answer(() => {
            connection.state = 'live'
            connection.liveSince = this.clock.now
            link.established()
          }),
        )
      if (!problem) return join()
      this.#begin('renewal', busy, () =>
        answer(() => {
          link.renewed()
          this.clock.after(LATENCY, join)
        }),
      )
    })
  }

  #begin(what: 'join' | 'renewal', busy: () => void, done: () => void): void {
    if (!this.#admission.begin(what)) return this.#work(this.#costs.refusal, busy)
    this.#work(this.#costs[what], () => {
      this.#admission.end()
      done()
    })
  }

  /** Refusals are as quick as the server is: they wait behind what is under way. */
  #work(cost: number, done: () => void): void {
    this.#busyUntil = Math.max(this.#busyUntil, this.clock.now) + cost
    this.clock.after(this.#busyUntil - this.clock.now, done)
  }
}

interface Coming {
  readonly link: Link
  readonly connection: ConnectionState
  readonly problem: string
  /** Whether the page has not given this try up. */
  isWaiting(): boolean
}
