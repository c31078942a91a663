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

/**
 * Makes what operates on every page of a group by its name, or on all pages for null. Each operation is rendered
 * once. While one of a group is not rendered yet, those that were called later wait for their turn, whoever
 * called them.
 */
export function createGroups(parts: GroupParts): (name: string | null) => GroupOperations {
  /** By group, what is to be told last. Nothing is here for a group without a promise under way. */
  const waiting = new Map<string | null, Promise<void>>()

  return (name) =>
    createOperations((effect) => {
      if (effect instanceof Promise || waiting.has(name)) queue(name, effect)
      else tell(name, effect)
    }, parts.engine)

  function queue(name: string | null, effect: Effect | Promise<Effect>): void {
    // Told now that it is handled: it may reject before its turn comes.
    if (effect instanceof Promise) effect.catch(() => {})
    const turn = (waiting.get(name) ?? Promise.resolve())
      .then(async () => tell(name, await effect))
      .catch((error: unknown) => parts.report(error, name === null ? 'app.everyone' : `app.to('${name}')`))
      .finally(() => {
        if (waiting.get(name) === turn) waiting.delete(name)
      })
    waiting.set(name, turn)
  }

  function tell(name: string | null, effect: Effect): void {
    const circuits = name === null ? parts.circuits.all() : parts.circuits.group(name)
    for (const circuit of circuits) circuit.effect(effect)
  }
}
