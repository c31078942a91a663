import { handlerTimeout } from '../errors/circuit.ts'
import { localMalformed } from '../errors/local.ts'
import { OverwireError } from '../errors/overwire-error.ts'
import type { FieldErrors, Outcome } from '../protocol/messages.ts'
import {
  authorCodeSettled,
  isAbort,
  runAuthorCode,
  type Failure,
  type Progress,
} from '../page/author-code.ts'
import { ComponentInstance } from '../page/component-instance.ts'
import type { PageRuntime } from '../page/page-runtime.ts'
import type { Page } from '../page/page.ts'
import type { ResolvedEvent } from '../template/tree/resolve.ts'
import { InvalidForm } from '../view/form-schema.ts'
import type { Overlap } from '../view/handler-options.ts'
import { isSignal } from '../view/signals.ts'
import { describeIssues } from '../view/standard-schema.ts'
import { admit, limitedHandler } from './admit.ts'
import type { EventQueue, Job, QueueKey } from './event-queues.ts'
import type { ReceivedEvent } from './received-event.ts'
import { Refused, unlessRefused } from './refused.ts'
import { callTimed } from './slow-handlers.ts'
import type { ActionRun, Around, CircuitServices, RunAction } from './services.ts'

/** What an event turned out to ask for: a handler in the tree, or a named action. */
export interface Work {
  readonly key: QueueKey
  readonly overlap: Overlap
  readonly asks: ResolvedEvent | string
}

/** An event, and what it asks for. */
export interface AskedEvent {
  readonly work: Work
  readonly event: ReceivedEvent
  /** What it holds until it is over. */
  readonly bytes: number
}

/** What a run needs of its circuit. */
export interface RunHost {
  readonly page: Page
  readonly services: CircuitServices
  readonly visitor: string
  /** Runs a named action for an event. */
  action(name: string, run: EventRun): ReturnType<RunAction>
  /** The synchronous part of its handler has run, or never will. */
  entered(run: EventRun): void
  /** It has ended; where it has gone wrong, `failure` says how. */
  over(run: EventRun, outcome: Outcome, failure?: Failure): void
}

/**
 * One event from its turn to its outcome: the handler inside of `allow`, the middleware and the time limit.
 *
 * `waiting`: it has not had its turn. `held`: it has, but the handlers of what was typed before it have not run
 * yet. `running`: its handler runs. `over`: it has an outcome; what its handler still does is not waited for.
 */
export class EventRun implements Job, Progress, ActionRun {
  readonly number: number
  readonly work: Work
  readonly event: ReceivedEvent
  /** What it holds until it is over. */
  readonly bytes: number
  /** Whose code it is; null for an action. */
  readonly owner: ComponentInstance | null
  /** The queue that it has its turn in; null before that. */
  queue: EventQueue | null = null
  state: 'waiting' | 'held' | 'running' | 'over' = 'waiting'
  readonly #host: RunHost
  /** Those whose synchronous part comes first. Most wait for none. */
  readonly #after: Set<EventRun> | null
  #cancelLimit: (() => void) | undefined
  seconds = 0
  /** What is left to do when it has run without an error, in the frame of its outcome. */
  #atEnd: (() => void) | undefined
  /** Whether its visit is left: what its handler still does reaches nothing. */
  isLeft = false

  constructor(host: RunHost, { work, event, bytes }: AskedEvent, after: readonly EventRun[]) {
    this.#host = host
    this.work = work
    this.number = event.number
    this.event = event
    this.bytes = bytes
    this.owner =
      typeof work.asks === 'object' && work.asks.owner instanceof ComponentInstance ? work.asks.owner : null
    this.#after = after.length > 0 ? new Set(after) : null
  }

  get active(): boolean {
    return this.state !== 'over'
  }

  start(queue: EventQueue | null): void {
    this.queue = queue
    if (this.#after !== null && this.#after.size > 0) this.state = 'held'
    else this.#begin()
  }

  /** Another run that it comes after has entered. */
  release(other: EventRun): void {
    const after = this.#after
    if (after?.delete(other) && after.size === 0 && this.state === 'held') this.#begin()
  }

  abort(): void {
    this.event.abort()
  }

  /** Its visit is left. What has not begun never does; what runs is aborted, and its outcome is told. */
  leave(): void {
    this.isLeft = true
    this.abort()
  }

  /** Its page has ended: nobody waits for an outcome. */
  drop(): void {
    this.#over()
    this.abort()
  }

  end(outcome: Outcome, failure?: Failure): void {
    if (this.state === 'over') return
    this.#over()
    this.entered()
    this.#host.over(this, outcome, failure)
  }

  // --- the run of its code ---

  entered(): void {
    this.#host.entered(this)
  }

  step(): void | Promise<void> {
    if (this.state === 'over') return undefined
    this.#invalidate()
    return this.#runtime.yieldIfBusy()
  }

  now(perform: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#runtime.turn(() => {
        const failure = this.state === 'over' || this.isLeft ? null : this.#perform(perform)
        // What it threw goes on as it is.
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors
        if (failure) reject(failure.error)
        else resolve()
      })
    })
  }

  atEnd(perform: () => void): void {
    this.#atEnd = perform
  }

  settled(failure: Failure | null): void {
    // Code that is not synchronous settles between turns.
    this.#runtime.turn(() => this.#settled(failure))
  }

  #settled(failure: Failure | null): void {
    if (this.state === 'over') return
    const ended = failure ?? (this.#atEnd && !this.isLeft ? this.#perform(this.#atEnd) : null)
    this.#invalidate()
    if (ended === null) return this.end(this.number)
    const { error } = ended
    if (error instanceof Refused) return this.end(error.outcome(this.number))
    if (error instanceof InvalidForm) return this.#invalid(error)
    if (error instanceof OverwireError && error.code === localMalformed.code)
      return this.#refuse(error.message, {})
    if (isSignal(error)) {
      if (!this.isLeft) this.#runtime.fail(this, error, this.number)
      return this.end(this.number)
    }
    // One that follows its signal when a newer event aborts it has not gone wrong.
    if (!(this.event.aborted && isAbort(ended))) this.#host.services.report(error, this.#name)
    this.end(['failed', this.number], ended)
  }

  #invalid({ issues, errors, what }: InvalidForm): void {
    // Which field it was is for the author at work; in production it may be what a visitor typed.
    const why = this.#host.services.development ? `: ${describeIssues(issues)}` : ''
    this.#refuse(`${what} does not fit its schema in ${this.#name}${why}. The event was refused.`, errors)
  }

  /** It is the browser that has gone wrong. */
  #refuse(why: string, errors: FieldErrors): void {
    this.#host.services.warnOf(this.#host, why)
    this.end(['refused', this.number, 'invalid', errors])
  }

  #begin(): void {
    this.state = 'running'
    const { owner, number } = this
    if (owner) owner.runningEvents = owner.runningEvents.concat(number)
    this.#runtime.during(number, () => runAuthorCode(() => this.#guarded(), this))
    // What goes on, also where it never comes to a first `yield`.
    if (this.active) this.#cancelLimit = this.#limit()
  }

  #over(): void {
    this.state = 'over'
    this.#cancelLimit?.()
    const { owner, number } = this
    if (owner) owner.runningEvents = owner.runningEvents.filter((each) => each !== number)
  }

  #limit(): () => void {
    const { clock, limits } = this.#host.services
    const milliseconds = limits.handlerTime
    return clock.after(milliseconds, () => {
      this.event.abort()
      this.settled({ error: handlerTimeout({ where: this.#name, milliseconds }) })
    })
  }

  #guarded(): unknown {
    if (this.isLeft || this.owner?.scope.stopped) throw new Refused('gone')
    this.seconds = admit(this.work.asks, this.owner, this.#host)
    const { around } = this.#host.services
    return around ? this.#inMiddleware(around) : this.#call()
  }

  async #inMiddleware(around: Around): Promise<void> {
    let handler: Promise<void> | undefined
    let isSettled = false
    await around(this.#runtime.context, this.event, () => {
      if (handler) return handler
      handler = this.#called()
      handler.then(
        () => (isSettled = true),
        () => (isSettled = true),
      )
      return handler
    })
    if (!handler) throw new Refused('denied')
    // Middleware that does not wait for it does not know of its failure either.
    if (!isSettled) await handler
  }

  /** The handler, as middleware sees it. */
  #called(): Promise<void> {
    return new Promise((resolve, reject) => {
      // Middleware took too long, or the page has ended meanwhile: nobody would hear what the handler does.
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      if (!this.active) reject(this.event.signal.reason)
      else {
        this.#runtime.turn(() =>
          this.#runtime.during(this.number, () => {
            resolve(authorCodeSettled(() => this.#call(), this))
          }),
        )
      }
    })
  }

  #call(): unknown {
    const { asks } = this.work
    // An action says itself when its handler has been called: it may have to read a form first.
    if (typeof asks === 'string') return unlessRefused(this.#host.action(asks, this))
    try {
      const handler = this.seconds > 0 ? limitedHandler(asks, this.seconds) : asks.handler
      return this.timed(() => handler?.call(this.owner?.component, this.event))
    } finally {
      this.entered()
    }
  }

  timed(call: () => unknown): unknown {
    return callTimed({ services: this.#host.services, asks: this.work.asks, owner: this.owner }, call)
  }

  #perform(perform: () => void): Failure | null {
    try {
      this.#runtime.during(this.number, perform)
      return null
    } catch (error) {
      return { error }
    }
  }

  #invalidate(): void {
    if (this.owner) this.#runtime.invalidate(this.owner, { event: this.number, from: 'outside' })
  }

  get #runtime(): PageRuntime {
    return this.#host.page.runtime
  }

  get #name(): string {
    const { asks } = this.work
    return this.owner?.where ?? (typeof asks === 'string' ? `the action ${JSON.stringify(asks)}` : 'a page')
  }
}
