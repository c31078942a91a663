import type { Origin } from '../view/runtime.ts'
import { isAbort, type Failure, type Progress } from './author-code.ts'
import type { ComponentInstance } from './component-instance.ts'

/** What a run of author code needs of its page. */
interface RunHost {
  invalidate(record: object, origin?: Origin): void
  turn(work: () => void): void
  yieldIfBusy(): Promise<void> | undefined
}

/** What the code of a view or component runs for. */
export interface Run {
  readonly instance: ComponentInstance
  readonly origin: Origin
  /** Called when the code has settled. */
  readonly settled: (() => void) | undefined
}

/** Follows code of a view or component that no event waits for: it renders at each step, and when the code has settled. */
export class RunProgress implements Progress {
  readonly #host: RunHost
  readonly #run: Run

  constructor(host: RunHost, run: Run) {
    this.#host = host
    this.#run = run
  }

  get active(): boolean {
    return !this.#run.instance.scope.stopped
  }

  step(): Promise<void> | undefined {
    const { instance, origin } = this.#run
    const { event, from } = origin
    this.#host.invalidate(instance, from === 'outside' ? origin : { event, from: 'unclear' })
    return this.#host.yieldIfBusy()
  }

  settled(failure: Failure | null): void {
    const { instance, origin, settled } = this.#run
    this.#host.turn(() => {
      // Who follows the signal of its view is cut short when that ends.
      const isCut = instance.scope.stopped && isAbort(failure)
      if (failure !== null && !isCut) instance.scope.runtime.fail(instance, failure.error, origin.event)
      this.#host.invalidate(instance, origin)
      settled?.()
    })
  }
}
