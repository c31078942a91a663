/** A user of several controls with one handler, for {@link Clock}, with what must hold whatever happens. */
import type { Clock as Created, TimedEvent } from '../../src/client/options/clock.ts'
import type { HandlerTiming } from '../../src/protocol/differences.ts'
import { Timeline } from './timeline.ts'

export type ClockStep =
  | { readonly kind: 'event' | 'flush'; readonly control: number }
  | { readonly kind: 'flush-all' }
  | { readonly kind: 'time'; readonly milliseconds: number }

const CONTROLS = [0, 1, 2]

interface Made {
  readonly control: number
  readonly at: number
  state: 'new' | 'waits' | 'sent' | 'replaced'
}

export class ClockModel {
  readonly #time = new Timeline()
  readonly #clock: Created
  readonly #timing: HandlerTiming
  readonly #made: Made[] = []
  /** Controls of which an event waits, as they were told. */
  readonly #told = new Set<number>()
  readonly #controls = new Map<TimedEvent, number>()
  readonly #events = new Map<Made | undefined, TimedEvent>()
  #isFlushing = false
  /** Whose events are flushed. */
  #isMeant: (control: number) => boolean = () => true
  #lastSent = -Infinity

  constructor(Clock: typeof Created, timing: HandlerTiming) {
    this.#timing = timing
    this.#clock = new Clock({ after: (milliseconds, run) => this.#time.timer(milliseconds, run) })
  }

  step(step: ClockStep): void {
    switch (step.kind) {
      case 'event':
        this.#happen(step.control)
        break
      case 'flush':
        this.#flush((control) => control === step.control)
        break
      case 'flush-all':
        this.#flush(() => true)
        break
      case 'time':
        this.#time.pass(step.milliseconds)
    }
    this.#look()
  }

  /** Nothing happens any more. */
  end(): void {
    const { debounce = 0, throttle = 0 } = this.#timing
    this.#time.pass(debounce + throttle)
    if (this.#waiting().length > 0) throw new Error('An event is never sent.')
    this.#time.pass(debounce + throttle)
    if (this.#time.hasTimer) throw new Error('A timer runs for nothing.')
  }

  #waiting(): Made[] {
    return this.#made.filter(({ state }) => state === 'waits')
  }

  #happen(control: number): void {
    const older = this.#waiting().find((each) => each.control === control)
    const made: Made = { control, at: this.#time.now, state: 'new' }
    const { throttle } = this.#timing
    const isDue = throttle !== undefined && this.#time.now - this.#lastSent >= throttle
    const event: TimedEvent = {
      subject: control,
      wait: (replaced) => {
        const isReplaced = (each: Made): boolean => each.state === 'waits' && each.control === control
        if (this.#events.get(this.#made.find(isReplaced)) !== replaced)
          throw new Error('It is wrong whose place it takes.')
        this.#told.add(control)
      },
      send: (hasWaited) => this.#sent(made, hasWaited),
    }
    this.#made.push(made)
    this.#controls.set(event, control)
    this.#events.set(made, event)
    this.#clock.push(event, this.#timing)
    if (made.state !== 'new') return
    if (isDue) throw new Error('An event waits for nothing.')
    made.state = 'waits'
    if (older) older.state = 'replaced'
  }

  #flush(isMeant: (control: number) => boolean): void {
    const others = this.#waiting().filter(({ control }) => !isMeant(control))
    this.#isFlushing = true
    this.#isMeant = isMeant
    this.#clock.flush((event) => isMeant(this.#controls.get(event) ?? -1))
    this.#isFlushing = false
    this.#isMeant = () => true
    if (others.some(({ state }) => state !== 'waits')) throw new Error('What is not flushed is sent.')
    if (this.#waiting().some(({ control }) => isMeant(control))) throw new Error('What is flushed waits on.')
  }

  #sent(made: Made, hasWaited: boolean): void {
    const { now } = this.#time
    if (made.state === 'sent' || made.state === 'replaced') throw new Error(`What is ${made.state} is sent.`)
    if (hasWaited !== this.#told.delete(made.control)) throw new Error('It is wrong whether it has waited.')
    const next = this.#waiting().find((each) => this.#isMeant(each.control))
    if (next !== made && made.state === 'waits') throw new Error('Events are not sent in their order.')
    made.state = 'sent'
    if (this.#isFlushing) return
    const { debounce, throttle = 0 } = this.#timing
    const newest = this.#made.at(-1)
    if (debounce !== undefined && newest && now - newest.at !== debounce)
      throw new Error('A debounced event is sent at another time.')
    if (now !== this.#lastSent && now - this.#lastSent < throttle)
      throw new Error('A throttled handler is called too often.')
    this.#lastSent = now
  }

  #look(): void {
    for (const control of CONTROLS)
      if (this.#told.has(control) !== this.#waiting().some((each) => each.control === control))
        throw new Error('A control does not know whether its event waits.')
    const { debounce, throttle = Infinity } = this.#timing
    const newest = this.#made.at(-1)
    const isLate =
      debounce === undefined
        ? this.#waiting().some(({ at }) => this.#time.now - at >= throttle)
        : this.#waiting().length > 0 && newest && this.#time.now - newest.at >= debounce
    if (isLate) throw new Error('An event waits too long.')
  }
}
