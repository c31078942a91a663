import type { EventRefusal, Outcome } from '../protocol/messages.ts'
import { isThenable } from '../view/thenable.ts'
import type { InvalidPayload, Settled } from './services.ts'

/** Thrown where an event turns out not to be run. Not an error: nothing is reported. */
export class Refused {
  readonly #why: EventRefusal | InvalidPayload
  constructor(why: EventRefusal | InvalidPayload) {
    this.#why = why
  }

  outcome(event: number): Outcome {
    const why = this.#why
    return typeof why === 'string' ? ['refused', event, why] : ['refused', event, 'invalid', why.errors]
  }
}

/** Throws where an action was refused: now, or when it has settled. */
export function unlessRefused(settled: Settled | Promise<Settled>): unknown {
  if (isThenable(settled)) return settled.then(unlessRefused)
  if (settled !== undefined) throw new Refused(settled)
  return undefined
}
