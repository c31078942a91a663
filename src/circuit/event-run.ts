import { handlerTimeout } from '../errors/circuit.ts'
import type { EventRefusal, Outcome } from '../protocol/messages.ts'
import {
  authorCodeSettled,
  isPromise,
  runAuthorCode,
  type Failure,
  type Progress,
} from '../page/author-code.ts'
import { ComponentInstance } from '../page/component-instance.ts'
import type { Page } from '../page/page.ts'
import type { ResolvedEvent } from '../template/tree/resolve.ts'
import type { Overlap, ServerOptions } from '../view/on.ts'
import { NotFound, Redirect } from '../view/signals.ts'
import type { EventQueue, Job, QueueKey } from './event-queues.ts'
import type { ReceivedEvent } from './received-event.ts'
import type { Around, CircuitServices, RunAction, Settled } from './services.ts'

/** What an event turned out to ask for: a handler in the tree, or a named action. */
export interface Work {
  readonly key: QueueKey
  readonly overlap: Overlap
  readonly asks: ResolvedEvent | string
}

/** What a run needs of its circuit. */
export interface RunHost {
  readonly page: Page
  readonly services: CircuitServices
  /** Runs a named action for an event. */
  readonly action: RunAction
  /** The synchronous part of its handler has run, or never will. */
  entered(run: EventRun): void
  /** It has ended. */
  over(run: EventRun, outcome: Outcome): void
}

/**
 * One event from its turn to its outcome: the handler inside of `allow`, the middleware and the time limit.
 *
 * `waiting`: it has not had its turn. `held`: it has, but the handlers of what was typed before it have not run
 * yet. `running`: its handler runs. `over`: it has an outcome; what its handler still does is not waited for.
 */
export class EventRun implements Job, Progress {
  readonly number: number
  readonly work: Work
  readonly event: ReceivedEvent
  /** Whose code it is; null for an action. */
  readonly owner: ComponentInstance | null
  /** The queue that it has its turn in; null before that. */
  queue: EventQueue | null = null
  state: 'waiting' | 'held' | 'running' | 'over' = 'waiting'
  readonly #host: RunHost
  /** Those whose synchronous part comes first. */
  readonly #after: Set<EventRun>
  #cancelLimit: (() => void) | undefined
  /** What is left to do when it has run without an error, in the frame of its outcome. */
  #atEnd: (() => void) | undefined

  constructor(host: RunHost, work: Work, event: ReceivedEvent, after: Iterable<EventRun>) {
    this.#host = host
    this.work = work
    this.number = event.number
    this.event = event
    this.owner =
      typeof work.asks === 'object' && work.asks.owner instanceof ComponentInstance ? work.asks.owner : null
    this.#after = new Set(after)
  }

  get active(): boolean {
    return this.state !== 'over'
  }

  start(queue: EventQueue): void {
    this.queue = queue
    if (this.#after.size > 0) this.state = 'held'
    else this.#begin()
  }

  /** Another run that it comes after has entered. */
  release(other: EventRun): void {
    if (this.#after.delete(other) && this.#after.size === 0 && this.state === 'held') this.#begin()
  }

  abort(): void {
    this.event.abort()
  }

  /** Ends it without an error of its own. */
  end(outcome: Outcome): void {
    if (this.state === 'over') return
    this.state = 'over'
    this.#cancelLimit?.()
    const { owner } = this
    if (owner) owner.runningEvents = owner.runningEvents.filter((each) => each !== this.number)
    this.#host.entered(this)
    this.#host.over(this, outcome)
  }

  step(): void {
    this.#invalidate()
    if (this.state === 'over' || this.#cancelLimit) return
    const { clock, limits } = this.#host.services
    this.#cancelLimit = clock.after(limits.handlerTime, () => {
      this.event.abort()
      this.settled({ error: handlerTimeout({ where: this.#name, milliseconds: limits.handlerTime }) })
    })
  }

  settled(failure: Failure | null): void {
    if (this.state === 'over') return
    const { runtime } = this.#host.page
    const ended = failure ?? this.#finish()
    this.#invalidate()
    if (ended === null) return this.end(this.number)
    const { error } = ended
    if (error instanceof Refused) return this.end(['refused', this.number, error.code])
    if (error instanceof Redirect || error instanceof NotFound) {
      runtime.fail(this.owner ?? this, error)
      return this.end(this.number)
    }
    this.#host.services.report(error, this.#name)
    this.end(['failed', this.number])
  }

  #begin(): void {
    this.state = 'running'
    const { owner, number } = this
    if (owner) owner.runningEvents = owner.runningEvents.concat(number)
    this.#host.page.runtime.during(number, () => runAuthorCode(() => this.#guarded(), this))
  }

  #guarded(): unknown {
    const { asks } = this.work
    if (typeof asks === 'object') {
      if (this.owner?.scope.stopped) throw new Refused('gone')
      const { allow }: ServerOptions = asks.options ?? {}
      // Whatever is not a clear yes, a promise for example, is a no.
      const answer: unknown = allow ? allow.call(this.owner?.component) : true
      if (answer !== true) throw new Refused('denied')
    }
    const { around } = this.#host.services
    return around ? this.#inMiddleware(around) : this.#call()
  }

  async #inMiddleware(around: Around): Promise<void> {
    let handler: Promise<void> | undefined
    let isSettled = false
    await around(this.#host.page.runtime.context, this.event, () => {
      handler ??= this.#host.page.runtime.during(this.number, () =>
        authorCodeSettled(() => this.#call(), this),
      )
      void handler.then(
        () => (isSettled = true),
        () => (isSettled = true),
      )
      return handler
    })
    if (!handler) throw new Refused('denied')
    // Middleware that does not wait for it has not heard of its failure either.
    if (!isSettled) await handler
  }

  #call(): unknown {
    try {
      const { asks } = this.work
      if (typeof asks === 'object') return asks.handler?.call(this.owner?.component, this.event)
      return unlessRefused(this.#host.action(asks, this.event, (perform) => (this.#atEnd = perform)))
    } finally {
      this.#host.entered(this)
    }
  }

  #finish(): Failure | null {
    try {
      this.#host.page.runtime.during(this.number, () => this.#atEnd?.())
      return null
    } catch (error) {
      return { error }
    }
  }

  #invalidate(): void {
    if (this.owner) {
      this.#host.page.runtime.invalidate(this.owner, { event: this.number, rendering: false })
    }
  }

  get #name(): string {
    const { asks } = this.work
    return this.owner?.name ?? (typeof asks === 'string' ? `the action ${JSON.stringify(asks)}` : 'a page')
  }
}

/** Thrown where an event turns out not to be run. Not an error: nothing is reported. */
class Refused {
  readonly code: EventRefusal
  constructor(code: EventRefusal) {
    this.code = code
  }
}

function unlessRefused(settled: Settled | Promise<Settled>): unknown {
  if (isPromise(settled)) return settled.then(unlessRefused)
  if (settled !== undefined) throw new Refused(settled)
  return undefined
}
