import { handlerTimeout } from '../errors/circuit.ts'
import type { EventRefusal, Outcome } from '../protocol/messages.ts'
import type { ResolvedEvent } from '../template/tree/resolve.ts'
import type { Overlap, ServerOptions } from '../view/on.ts'
import { drive, driven, isPromise, type Progress } from '../page/author-code.ts'
import type { Job } from './event-queues.ts'
import { ComponentInstance } from '../page/component-instance.ts'
import type { Page } from '../page/page.ts'
import type { ReceivedEvent } from './received-event.ts'
import type { ActionCall, Around, CircuitServices, Settled } from './services.ts'

/** What an event turned out to ask for: a handler in the tree, or a named action. */
export interface Work {
  readonly lane: string
  readonly overlap: Overlap
  readonly asks: ResolvedEvent | string
}

/** What a run needs of its circuit. */
export interface RunHost {
  readonly page: Page
  readonly services: CircuitServices
  /** Runs a named action. */
  action(name: string, event: ReceivedEvent, atEnd: ActionCall['atEnd']): Settled | Promise<Settled>
  /** It has not settled in the turn in which it started. */
  lasts(run: Run): void
  /** It has ended. */
  over(run: Run, outcome: Outcome): void
}

/** One event from its turn to its outcome: the handler inside of `allow`, the middleware and the time limit. */
export class Run implements Job, Progress {
  readonly number: number
  readonly work: Work
  readonly event: ReceivedEvent
  /** Whose code it is; null for an action. */
  readonly owner: ComponentInstance | null
  readonly #host: RunHost
  /** Whether its turn has come. */
  started = false
  #isOver = false
  #cancelLimit: (() => void) | undefined
  /** What is left to do when it has run without an error, in the frame of its outcome. */
  #atEnd: (() => void) | undefined

  constructor(host: RunHost, work: Work, number: number, event: ReceivedEvent) {
    this.#host = host
    this.work = work
    this.number = number
    this.event = event
    this.owner =
      typeof work.asks === 'object' && work.asks.owner instanceof ComponentInstance ? work.asks.owner : null
  }

  start(): void {
    this.started = true
    drive(() => this.#guarded(), this)
  }

  refuse(code: EventRefusal): void {
    this.#end(['refused', this.number, code])
  }

  step(): void {
    this.#render()
    if (this.#isOver || this.#cancelLimit) return
    this.#host.lasts(this)
    const { clock, limits } = this.#host.services
    this.#cancelLimit = clock.after(limits.handlerTime, () => {
      this.event.abort()
      this.settled(handlerTimeout({ where: this.#name, milliseconds: limits.handlerTime }))
    })
  }

  settled(thrown: unknown): void {
    if (this.#isOver) return
    this.#cancelLimit?.()
    const error = thrown ?? this.#finish()
    this.#render()
    if (error === undefined) return this.#end(this.number)
    if (error instanceof Refused) return this.refuse(error.code)
    this.#host.services.report(error, this.#name)
    this.#end(['failed', this.number])
  }

  #guarded(): unknown {
    const { asks } = this.work
    if (typeof asks === 'object') {
      if (this.owner?.scope.stopped) throw new Refused('gone')
      const { allow }: ServerOptions = asks.options ?? {}
      // Whatever is not a clear yes, a promise for example, is a no.
      const answer: unknown = allow ? allow.call(this.owner?.instance) : true
      if (answer !== true) throw new Refused('denied')
    }
    const { around } = this.#host.services
    return around ? this.#inMiddleware(around) : this.#call()
  }

  async #inMiddleware(around: Around): Promise<void> {
    let ran = false
    await around(this.#host.page.port.context, this.event, () => {
      ran = true
      return driven(
        () => this.#call(),
        () => this.step(),
      )
    })
    if (!ran) throw new Refused('denied')
  }

  #call(): unknown {
    const { asks } = this.work
    if (typeof asks === 'object') return asks.handler?.call(this.owner?.instance, this.event)
    return unlessRefused(this.#host.action(asks, this.event, (perform) => (this.#atEnd = perform)))
  }

  #finish(): unknown {
    try {
      this.#atEnd?.()
      return undefined
    } catch (error) {
      return error
    }
  }

  #render(): void {
    if (this.owner) this.#host.page.port.invalidate(this.owner)
  }

  #end(outcome: Outcome): void {
    this.#isOver = true
    this.#host.over(this, outcome)
  }

  get #name(): string {
    return this.owner?.name ?? this.work.lane
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
