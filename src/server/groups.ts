import type { Circuits } from '../circuit/circuits.ts'
import type { Effect } from '../protocol/messages.ts'
import type { Engine } from './content.ts'
import { createOperations, type Operations } from './operations.ts'

/** What pages of a group do. They are told by name on the server: a browser neither joins a group nor names one. */
export type GroupOperations = Operations

/** What groups need of the application. */
export interface GroupParts {
  readonly circuits: Circuits
  readonly engine: Engine | undefined
  report(error: unknown, where: string): void
}

/** Operations on every page of a group, or on all pages when it is null. Each is rendered once. */
export function createGroup(parts: GroupParts, name: string | null): GroupOperations {
  // While a promise is under way, what was called later waits for its turn.
  let waiting: Promise<void> | null = null

  return createOperations((effect) => {
    if (waiting === null && !(effect instanceof Promise)) tell(effect)
    else queue(effect)
  }, parts.engine)

  function queue(effect: Effect | Promise<Effect>): void {
    // Told now that it is handled: it may reject before its turn comes.
    if (effect instanceof Promise) effect.catch(() => {})
    const turn = (waiting ?? Promise.resolve())
      .then(async () => tell(await effect))
      .catch((error: unknown) => parts.report(error, name === null ? 'app.everyone' : `app.to('${name}')`))
      .finally(() => {
        if (waiting === turn) waiting = null
      })
    waiting = turn
  }

  function tell(effect: Effect): void {
    const circuits = name === null ? parts.circuits.all() : parts.circuits.group(name)
    for (const circuit of circuits) circuit.effect(effect)
  }
}
