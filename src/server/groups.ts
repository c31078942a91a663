import type { Groups } from '../circuit/groups.ts'
import type { Effect } from '../protocol/messages.ts'
import type { Engine } from './content.ts'
import { createOperations, type Operations } from './operations.ts'

/** What pages of a group do. A browser neither joins a group nor names one: the server alone does. */
export type GroupOperations = Operations

export interface GroupOptions {
  readonly groups: Groups
  readonly engine: Engine | undefined
  report(error: unknown, where: string): void
}

/**
 * Makes the operations on every page of a group by its name, or on all pages for null. Each operation is rendered
 * once. While the content of one is still a promise, those of the same group that were called later wait, whoever
 * called them.
 */
export function createGroups({
  groups,
  engine,
  report,
}: GroupOptions): (name: string | null) => GroupOperations {
  /** By group, what is to be sent last. Nothing is here for a group without a promise under way. */
  const waiting = new Map<string | null, Promise<void>>()

  return (name) =>
    createOperations((effect) => {
      if (effect instanceof Promise || waiting.has(name)) queue(name, effect)
      else groups.publish(name, effect)
    }, engine)

  function queue(name: string | null, effect: Effect | Promise<Effect>): void {
    // Marks the rejection as handled: it may come before its turn.
    if (effect instanceof Promise) effect.catch(() => {})
    const turn = (waiting.get(name) ?? Promise.resolve())
      .then(async () => groups.publish(name, await effect))
      .catch((error: unknown) => report(error, name === null ? 'app.everyone' : `app.to('${name}')`))
      .finally(() => {
        if (waiting.get(name) === turn) waiting.delete(name)
      })
    waiting.set(name, turn)
  }
}
