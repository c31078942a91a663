import type { Page } from '../page/page.ts'
import { isFault, type CircuitServices, type VisitAnswer } from './services.ts'

/** What gates need of the circuit that they let pass. */
export interface GatedCircuit {
  readonly page: Page
  readonly services: CircuitServices
  readonly state: 'live' | 'waiting' | 'left' | 'ended'
  readonly navigation: { byGates(answer: VisitAnswer): void }
  turn(work: () => void): void
  /** Has its browser come back with another socket, for which the gates are asked. */
  askToRejoin(): void
  end(): void
  /** Ends it: its browser loads the page again. */
  startOver(why: string): void
}

/** A gate whose time is over whenever it is asked is not asked more often, in milliseconds. */
const LEAST_WAIT = 1_000
/** Gates, and the page that they lead to, may take as long as a handler each. */
const PATIENCE = 2

/** Asks the gates of a page again when the time is over that they hold for, whether its browser is there or not. */
export class GateTime {
  readonly #circuit: GatedCircuit
  #cancel = (): void => {}

  constructor(circuit: GatedCircuit) {
    this.#circuit = circuit
  }

  /** The gates have run. In place of what was waited for. */
  follow(): void {
    this.end()
    const { page, services } = this.#circuit
    const { clock } = services
    const until = services.heldUntil(page.runtime.context)
    if (until === Infinity) return
    const wait = Math.max(LEAST_WAIT, until - clock.wall())
    this.#cancel = clock.after(wait, () => (clock.wall() < until ? this.follow() : this.ask()))
  }

  /**
   * Asks the gates now. What is shown then, in place or by another socket, ends the wait for that: a browser may not load what it is
   * told to load, and be on its way to something that leaves the page as it is.
   */
  ask(): void {
    this.end()
    const { clock, limits } = this.#circuit.services
    this.#cancel = clock.after(PATIENCE * limits.handlerTime, () =>
      this.#circuit.startOver(
        'The gates of a page let its visitor pass no more, and its browser stayed there.',
      ),
    )
    void askGates(this.#circuit)
  }

  end(): void {
    this.#cancel()
  }
}

/**
 * Asks the gates of the page that is shown again. Where they turn its visitor away, the page leads there. Where one of them
 * fails, the page stays as it is and its browser asks for it again, until they have decided.
 */
async function askGates(circuit: GatedCircuit): Promise<void> {
  const { page, services } = circuit
  const { context } = page.runtime
  const { pathname, search } = context.url
  const answer = await services.visit(context, pathname + search)
  circuit.turn(() => {
    // Meanwhile the page may have gone on, or have another socket: their gates have run.
    if (circuit.state === 'ended' || page.runtime.context !== context) return
    if (answer.kind !== 'visit') {
      if (circuit.state === 'left') return circuit.end()
      return isFault(answer) ? circuit.askToRejoin() : circuit.navigation.byGates(answer)
    }
    page.runtime.moveTo(answer.visit.context)
    for (const instance of page.instances) page.runtime.invalidate(instance)
  })
}
