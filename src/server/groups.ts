import type { Groups } from '../circuit/groups.ts'
import type { Effect } from '../protocol/messages.ts'
import type { Engine } from './content.ts'
import { createOperations, type Operations } from './operations.ts'

/** What pages of a group do. A browser neither joins a group nor names one: the server alone does. */
export type GroupOperations = Operations

/** What groups need of the application. */
export interface GroupParts {
  readonly groups: Groups
  readonly engine: Engine | undefined
  report(error: unknown, where: string): void
}

/**
 * Makes what operates on every page of a group by its name, or on all pages for null. Each operation is rendered
 * once. While one of a group is not rendered yet, those that were called later wait for their turn, whoever
 * called them.
 */
export function createGroups(parts: GroupParts): (name: string | null) => GroupOperations {
  /** By group, what is to be sent last. Nothing is here for a group without a promise under way. */
  const waiting = new Map<string | null, Promise<void>>()

  return (name) =>
    createOperations((effect) => {
      if (effect instanceof Promise || waiting.has(name)) queue(name, effect)
      else parts.groups.publish(name, effect)
    }, parts.engine)

  function queue(name: string | null, effect: Effect | Promise<Effect>): void {
    // Marks the rejection as handled: it may come before its turn.
    if (effect instanceof Promise) effect.catch(() => {})
    const turn = (waiting.get(name) ?? Promise.resolve())
      .then(async () => parts.groups.publish(name, await effect))
      .catch((error: unknown) => parts.report(error, name === null ? 'app.everyone' : `app.to('${name}')`))
      .finally(() => {
        if (waiting.get(name) === turn) waiting.delete(name)
      })
    waiting.set(name, turn)
  }
}
