/**
 * A server and a network for {@link createOutbox}, with small limits, and what must hold whatever happens. It is long
 * because commands, server and network share one state.
 */
import type { createOutbox as create, Outbox } from '../../src/client/outbox.ts'
import type { createSuspicion as suspect, Suspicion } from '../../src/client/recovery/suspicion.ts'
import type { BrowserLimits } from '../../src/protocol/messages.ts'
import { HeldTime } from '../wire/held-time.ts'

/** What may happen. */
export type OutboxStep =
  | {
      readonly kind: 'push'
      readonly count: number
      readonly bytes: number
      readonly kills?: 'close' | 'loss'
    }
  /** So many messages arrive. */
  | { readonly kind: 'up' | 'down'; readonly count: number }
  /** The server finishes an event, sends a frame of its own, or says what it has received. */
  | { readonly kind: 'finish' | 'frame' | 'told' }
  /** The socket is lost, or there is a new one. */
  | { readonly kind: 'cut' | 'rejoin' }
  /** The circuit is over, and another begins. */
  | { readonly kind: 'over' }
  | { readonly kind: 'time'; readonly milliseconds: number }

/** Differences of the server from the real one, which must be noticed. */
export interface ServerFaults {
  /** Says what it has received only when the window of frames has room. */
  readonly receivedInWindow?: boolean
}

export const LIMITS: BrowserLimits = [5, 8, 1_000, 2_000, 900, 30_000]
const WINDOW = 3
const MOST_SOCKETS = 5

interface Pushed {
  readonly bytes: number
  readonly kills: 'close' | 'loss' | undefined
  outcome: string
  sentOnSockets: number
  wasAtFault: boolean
}

type Down =
  { readonly kind: 'frame'; readonly outcome: number } | { readonly kind: 'received'; readonly event: number }

export class OutboxModel {
  readonly #time = new HeldTime()
  readonly #faults: ServerFaults
  readonly #outbox: Outbox<Pushed>
  readonly #suspicion: Suspicion
  /** Accepted events of this circuit by number. */
  #events = new Map<number, Pushed>()
  #texts = new Map<string, number>()
  #made = 0
  // --- network ---
  #isOpen = false
  #up: { readonly text: string; readonly bytes: number }[] = []
  #down: Down[] = []
  #sent = new Set<number>()
  // --- server ---
  #received = 0
  #running: number[] = []
  #finished: number[] = []
  #frames: Down[] = []
  #acknowledged = 0
  #eventsDue = 0
  #bytesDue = 0

  constructor(createOutbox: typeof create, createSuspicion: typeof suspect, faults: ServerFaults = {}) {
    this.#faults = faults
    this.#outbox = createOutbox<Pushed>({
      now: () => this.#time.now(),
      after: (milliseconds, run) => this.#time.after(milliseconds, run),
      send: (text) => this.#send(text),
      acknowledge: (seen) => this.#isOpen && this.#up.push({ text: `ack ${seen}`, bytes: 0 }),
      emptyEvent: (seen) => `${seen}`,
      ended: (event, pushed, outcome) => this.#ended(event, pushed, outcome),
    })
    this.#suspicion = createSuspicion(this.#outbox)
    this.#begin()
  }

  step(step: OutboxStep): void {
    switch (step.kind) {
      case 'push':
        for (let count = 0; count < step.count; count++) this.#push(step.bytes, step.kills)
        return
      case 'up':
        for (let count = 0; count < step.count; count++) this.#arriveUp()
        return
      case 'down':
        for (let count = 0; count < step.count; count++) this.#arriveDown()
        return
      case 'finish': {
        const event = this.#running.shift()
        if (event !== undefined) this.#finished.push(event)
        return this.#flush()
      }
      case 'frame':
        if (this.#isOpen && this.#hasRoom) this.#frame(0)
        return
      case 'told':
        return this.#tellReceived()
      case 'cut':
        return this.#cut(false)
      case 'rejoin':
        return this.#rejoin()
      case 'over':
        return this.#over()
      case 'time':
        this.#time.pass(step.milliseconds)
    }
  }

  /** The network is good again, and time passes: everything must come to its end. */
  finish(): void {
    for (let round = 0; round < 400 && !this.#isAtRest; round++) {
      this.#rejoin()
      while (this.#up.length > 0) this.#arriveUp()
      this.step({ kind: 'finish' })
      this.#tellReceived()
      while (this.#down.length > 0) this.#arriveDown()
      this.#time.pass(500)
    }
    const open = [...this.#events].filter(([, { outcome }]) => outcome === '').map(([event]) => event)
    expect(open.length === 0, `events ${open.join()} have no outcome`)
    expect(this.#acknowledged === this.#frameCount, 'not every frame is acknowledged')
    expect(this.#outbox.unreceived() === 0, 'something is still on its way')
    const before = this.#sent.size
    this.#time.pass(10_000)
    this.#push(10, undefined)
    expect(this.#sent.size > before, 'a page at rest waits before it sends')
  }

  // --- the page ---

  #push(bytes: number, kills: Pushed['kills']): void {
    const waiting = [...this.#events.values()].filter(({ outcome }) => outcome === '').length
    const pushed: Pushed = { bytes, kills, outcome: '', sentOnSockets: 0, wasAtFault: false }
    const text = `${this.#outbox.seen()} event ${++this.#made}`
    const expected = this.#nextNumber
    // It is sent while it is pushed, so the model must know it by then.
    this.#texts.set(text, expected)
    this.#events.set(expected, pushed)
    const number = this.#outbox.push(text, bytes, pushed)
    if (number === expected) expect(waiting < 100, 'more than 100 events wait')
    else {
      this.#events.delete(expected)
      expect(number === 'limited' && waiting >= 99, `refused as ${number} with ${waiting} waiting`)
    }
  }

  get #nextNumber(): number {
    return Math.max(0, ...this.#events.keys()) + 1
  }

  #send(text: string): void {
    expect(this.#isOpen, 'sent without a socket')
    const event = this.#texts.get(text)
    const bytes = event === undefined ? 0 : (this.#events.get(event)?.bytes ?? 0)
    if (event !== undefined) {
      const pushed = this.#events.get(event)
      if (pushed) pushed.sentOnSockets++
      this.#sent.add(event)
    }
    this.#up.push({ text, bytes })
  }

  #ended(event: number, pushed: Pushed, outcome: string): void {
    expect(this.#events.get(event) === pushed, 'an outcome of another event')
    expect(pushed.outcome === '', 'a second outcome')
    pushed.outcome = outcome
    if (outcome === 'refused') expect(!this.#sent.has(event), 'refused, and was sent')
    else expect(this.#sent.has(event), 'unknown, and was never sent')
    const isKiller = pushed.wasAtFault || pushed.sentOnSockets >= MOST_SOCKETS
    expect(this.#isEnding || isKiller, 'given up without reason')
  }

  // --- the network ---

  #isEnding = false

  #begin(): void {
    this.#isOpen = true
    this.#outbox.begin(LIMITS)
  }

  #cut(isFault: boolean): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#up = []
    this.#down = []
    const oldest = this.#events.get(this.#received + 1)
    if (isFault && oldest) oldest.wasAtFault = true
    this.#outbox.pause()
    this.#suspicion.closed(isFault)
  }

  #rejoin(): void {
    if (this.#isOpen) return
    this.#isOpen = true
    this.#down = this.#frames.slice(this.#outbox.seen() - this.#acknowledged)
    const again = [...this.#sent].filter(
      (event) => event > this.#received && this.#events.get(event)?.outcome === '',
    )
    this.#suspicion.rejoined(this.#received)
    this.#outbox.resume(this.#received)
    const sentNow = new Set(this.#up.map(({ text }) => this.#texts.get(text)))
    const late = again.filter((event) => !sentNow.has(event) && this.#events.get(event)?.outcome === '')
    expect(late.length === 0, `events ${late.join()} were sent before and are not sent again at once`)
    this.#flush()
  }

  #over(): void {
    this.#isEnding = true
    this.#outbox.end()
    this.#suspicion.over()
    this.#isEnding = false
    for (const { outcome } of this.#events.values())
      expect(outcome !== '', 'the circuit is over, an event waits')
    expect(this.#outbox.push('0 event', 10, this.#noEvent) === 'expired', 'taken without a circuit')
    this.#events = new Map()
    this.#texts = new Map()
    this.#sent = new Set()
    this.#up = []
    this.#down = []
    this.#received = this.#acknowledged = this.#eventsDue = this.#bytesDue = 0
    this.#running = []
    this.#finished = []
    this.#frames = []
    this.#begin()
  }

  readonly #noEvent: Pushed = { bytes: 0, kills: undefined, outcome: '', sentOnSockets: 0, wasAtFault: false }

  // --- the server ---

  #arriveUp(): void {
    const arrived = this.#up.shift()
    if (!arrived) return
    const [seen, word, event] = arrived.text.split(' ')
    if (seen === 'ack') return this.#acknowledge(Number(word))
    const number = event === undefined ? undefined : this.#texts.get(arrived.text)
    const pushed = number === undefined ? undefined : this.#events.get(number)
    if (pushed?.kills !== undefined) return this.#cut(pushed.kills === 'close')
    this.#received++
    expect(number === undefined || number === this.#received, `event ${number} came as ${this.#received}`)
    const replaced = this.#events.get(this.#received)
    if (number === undefined) expect(replaced?.outcome === 'unknown', 'an empty event in place of a good one')
    else this.#running.push(number)
    this.#count(arrived.bytes)
    this.#acknowledge(Number(seen))
  }

  /** As the server's own rate limit: how far the page may be ahead of its rate is one burst. */
  #count(bytes: number): void {
    const [rate, burst, byteRate, byteBurst] = LIMITS
    const now = this.#time.now()
    this.#eventsDue = Math.max(this.#eventsDue, now) + 1_000 / rate
    this.#bytesDue = Math.max(this.#bytesDue, now) + (1_000 * bytes) / byteRate
    expect(this.#eventsDue - now <= (1_000 * burst) / rate + 1, 'events too fast')
    expect(this.#bytesDue - now <= (1_000 * byteBurst) / byteRate + 1, 'bytes too fast')
  }

  #acknowledge(seen: number): void {
    expect(seen >= this.#acknowledged, `acknowledged ${this.#acknowledged}, and then ${seen} is named`)
    expect(seen <= this.#frameCount, 'acknowledged what was not sent')
    this.#frames.splice(0, seen - this.#acknowledged)
    this.#acknowledged = seen
    this.#flush()
  }

  #tellReceived(): void {
    if (!this.#isOpen || (this.#faults.receivedInWindow === true && !this.#hasRoom)) return
    this.#down.push({ kind: 'received', event: this.#received })
  }

  #flush(): void {
    while (this.#isOpen && this.#hasRoom && this.#finished.length > 0)
      this.#frame(this.#finished.shift() ?? 0)
  }

  #frame(outcome: number): void {
    this.#frames.push({ kind: 'frame', outcome })
    this.#down.push({ kind: 'frame', outcome })
  }

  get #hasRoom(): boolean {
    return this.#frames.length < WINDOW
  }

  get #frameCount(): number {
    return this.#acknowledged + this.#frames.length
  }

  #arriveDown(): void {
    const message = this.#down.shift()
    if (message?.kind === 'received') this.#outbox.received(message.event)
    else if (message) {
      this.#outbox.countFrame()
      if (message.outcome === 0) return
      const settled = this.#outbox.settle(message.outcome)
      expect(settled !== undefined && settled.outcome === '', 'an outcome of nothing')
      if (settled) settled.outcome = 'done'
    }
  }

  get #isAtRest(): boolean {
    const isDone = [...this.#events.values()].every(({ outcome }) => outcome !== '')
    return (
      isDone && this.#acknowledged === this.#frameCount && this.#isOpen && this.#outbox.unreceived() === 0
    )
  }
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}
