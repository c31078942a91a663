import { handlerTimeout } from '../errors/circuit.ts'
import type { EventMessage, EventRefusal, Outcome } from '../protocol/messages.ts'
import type { Path } from '../protocol/paths.ts'
import { Template } from '../template/compile.ts'
import { resolve, standsIn, type ResolvedEvent } from '../template/resolve.ts'
import { withValue } from '../template/write-back.ts'
import type { ServerOptions } from '../view/on.ts'
import { drive, driven, isPromise } from './drive.ts'
import type { Frames } from './frames.ts'
import { defaultOverlap, Lanes } from './lanes.ts'
import { Mounted } from './mounted.ts'
import type { RootTree } from './page-port.ts'
import type { Page } from './page.ts'
import { ReceivedEvent } from './received-event.ts'
import type { ActionCall, Around, CircuitServices, Settled } from './services.ts'

/** What events need of their circuit. */
export interface EventHost {
  readonly id: string
  readonly page: Page
  readonly frames: Frames
  readonly services: CircuitServices
  /** Runs a named action. */
  action(name: string, event: ReceivedEvent, atEnd: ActionCall['atEnd']): Settled | Promise<Settled>
}

/** What an event turned out to ask for. */
interface Work {
  readonly lane: string
  readonly overlap: 'queue' | 'latest' | 'drop' | 'allow'
  /** Whose code it is; null for an action. */
  readonly owner: Mounted | null
  /** Asked when its turn comes. */
  allowed(): boolean
  run(event: ReceivedEvent): unknown
  /** What is left to do when it has run without an error, in the frame of its outcome. */
  atEnd?(): void
}

/**
 * The events of one circuit, from the browser's word to their outcome. An event runs what the user saw, if
 * it still stands; each ends in exactly one outcome, which is queued as an effect behind what its handler did.
 */
export class Events {
  /** How many were received: the number of the last. */
  received = 0
  readonly #host: EventHost
  readonly #lanes = new Lanes()
  #running: Set<ReceivedEvent> | undefined

  constructor(host: EventHost) {
    this.#host = host
  }

  acknowledged(seen: number): void {
    this.#lanes.acknowledged(seen)
  }

  /** Takes an event whose `seen` has been checked. `limited` refuses it: too many came. */
  take(message: EventMessage, limited: boolean): void {
    const number = ++this.received
    for (const [path, value] of message.edits) this.#noteEdit(path, value)
    const work = limited ? 'limited' : this.#find(message)
    if (typeof work === 'string') return this.#settle(['refused', number, work])
    if (work.overlap === 'drop' && this.#lanes.spent(work.lane, message.seen))
      return this.#settle(['refused', number, 'spent'])
    if (this.#lanes.waiting >= this.#host.services.limits.queuedEvents)
      return this.#settle(['refused', number, 'limited'])
    const event = new ReceivedEvent(message.type, `${this.#host.id}:${number}`, message.payload)
    this.#lanes.enter(
      work.lane,
      work.overlap,
      {
        start: (done) => this.#run(number, event, work, done),
        refuse: (code) => this.#settle(['refused', number, code]),
      },
      () => this.#host.frames.window.sent,
    )
  }

  /** Aborts what runs: the circuit ends. */
  abort(): void {
    for (const event of this.#running ?? []) event.abort()
  }

  // --- what it asks for ---

  #find(message: EventMessage): Work | EventRefusal {
    return typeof message.target === 'string'
      ? this.#action(message.type, message.target)
      : this.#handler(message, message.target)
  }

  #action(type: string, name: string): Work {
    let finish = (): void => {}
    const atEnd = (perform: () => void): void => void (finish = perform)
    return {
      lane: `action ${name}`,
      overlap: defaultOverlap(type),
      owner: null,
      allowed: () => true,
      run: (event) => unlessRefused(this.#host.action(name, event, atEnd)),
      atEnd: () => finish(),
    }
  }

  #handler(message: EventMessage, path: Path): Work | EventRefusal {
    const [root] = path
    const seen = treeOf(this.#host.frames.window.treesAt(message.seen), root)
    const current = treeOf(this.#host.page.port.trees, root)
    if (!seen || !current) return 'gone'
    const then = resolve(seen.node, path.slice(1))
    if (!then?.handler || !then.enabled || then.type !== message.type) return 'gone'
    // Rows have other ids in another epoch, so what was seen in a row before cannot be found again.
    if (message.seen < this.#host.frames.epoch && hasRows(path, then)) return 'gone'
    const now = standsIn(current.node, path.slice(1), then)
    if (!now?.enabled) return 'gone'
    return this.#standing(message.type, path, then)
  }

  #standing(type: string, path: Path, part: ResolvedEvent): Work {
    const options: ServerOptions = part.options ?? {}
    const owner = part.owner instanceof Mounted ? part.owner : null
    return {
      lane: options.key === undefined ? path.join('.') : `key ${options.key}`,
      overlap: options.overlap ?? defaultOverlap(type),
      owner,
      allowed: () => options.allow?.call(owner?.instance) ?? true,
      run: (event) => part.handler?.call(owner?.instance, event),
    }
  }

  /** The browser has this value in a bound control: the tree says so too, so that it is not sent back. */
  #noteEdit(path: Path, value: string | boolean): void {
    const [root] = path
    const tree = treeOf(this.#host.page.port.trees, root)
    if (!tree) return
    const noted = withValue(tree.node, path.slice(1), value)
    if (noted !== tree.node) this.#host.page.replaceTree(tree.root, noted)
  }

  // --- running it ---

  #run(number: number, event: ReceivedEvent, work: Work, done: () => void): void {
    const { services, page } = this.#host
    let settled = false
    let cancelLimit: (() => void) | undefined
    const render = (): void => {
      if (work.owner) page.port.invalidate(work.owner)
    }
    const finish = (thrown: unknown): void => {
      if (settled) return
      settled = true
      const error = thrown ?? thrownBy(() => work.atEnd?.())
      cancelLimit?.()
      this.#running?.delete(event)
      done()
      render()
      if (error !== undefined && !(error instanceof Refused))
        services.report(error, work.owner?.name ?? work.lane)
      this.#settle(outcomeOf(number, error))
    }
    drive(() => this.#guarded(event, work, render), {
      step: () => {
        render()
        if (settled || cancelLimit) return
        this.#running = (this.#running ?? new Set()).add(event)
        const { handlerTime } = services.limits
        cancelLimit = services.clock.after(handlerTime, () => {
          event.abort()
          finish(handlerTimeout({ where: work.owner?.name ?? work.lane, milliseconds: handlerTime }))
        })
      },
      settled: finish,
    })
  }

  /** The handler, inside of `allow` and the middleware. */
  #guarded(event: ReceivedEvent, work: Work, render: () => void): unknown {
    if (work.owner?.scope.stopped) throw new Refused('gone')
    if (!work.allowed()) throw new Refused('denied')
    const { around } = this.#host.services
    return around ? this.#inMiddleware(around, event, work, render) : work.run(event)
  }

  async #inMiddleware(around: Around, event: ReceivedEvent, work: Work, step: () => void): Promise<void> {
    let ran = false
    await around(this.#host.page.port.context, event, () => {
      ran = true
      return driven(() => work.run(event), step)
    })
    if (!ran) throw new Refused('denied')
  }

  #settle(outcome: Outcome): void {
    this.#host.page.port.effect(outcome)
  }
}

function treeOf(trees: readonly RootTree[] | undefined, root: unknown): RootTree | undefined {
  return trees?.find((tree) => tree.root === root)
}

/** Whether a path leads through rows: they take a step of their own, beside the part of each template. */
function hasRows(path: Path, { trail }: ResolvedEvent): boolean {
  return path.length - 1 > trail.filter((step) => step instanceof Template).length
}

function thrownBy(code: () => void): unknown {
  let error: unknown
  drive(code, { step() {}, settled: (thrown) => void (error = thrown) })
  return error
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

function outcomeOf(number: number, error: unknown): Outcome {
  if (error === undefined) return number
  return error instanceof Refused ? ['refused', number, error.code] : ['failed', number]
}
