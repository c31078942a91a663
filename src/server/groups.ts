import type { Groups } from '../circuit/groups.ts'
import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import { withinTime } from '../page/time-limit.ts'
import type { Effect } from '../protocol/messages.ts'
import { isThenable } from '../view/thenable.ts'
import { callbackLimit } from './callback-limit.ts'
import type { Engine } from './content.ts'
import { createOperations, type Operations } from './operations.ts'

/** What pages of a group do. A browser neither joins a group nor names one: the server alone does. */
export type GroupOperations = Operations

export interface GroupOptions {
  readonly groups: Groups
  readonly engine: Engine | undefined
  readonly clock: Clock
  readonly limits: Limits
  report(error: unknown, where: string): void
}

/**
 * Makes the operations on every page of a group by its name, or on all pages for null. Each operation is rendered
 * once. While the content of one is still a promise, those of the same group that were called later wait, whoever
 * called them: for as long as a handler may take, then they go on without it.
 */
export function createGroups({
  groups,
  engine,
  clock,
  limits,
  report,
}: GroupOptions): (name: string | null) => GroupOperations {
  /** By group, what is to be sent last. Nothing is here for a group without a promise under way. */
  const waiting = new Map<string | null, Promise<void>>()

  return (name) =>
    createOperations((effect) => {
      if (isThenable(effect) || waiting.has(name)) queue(name, effect)
      else groups.publish(name, effect)
    }, engine)

  function queue(name: string | null, effect: Effect | Promise<Effect>): void {
    const where = name === null ? 'app.everyone' : `app.to('${name}')`
    const what = `The content of an operation of ${where}`
    const ready = isThenable(effect) ? withinTime(effect, callbackLimit({ clock, limits }, what)) : effect
    // Marks the rejection as handled: it may come before its turn.
    if (isThenable(ready)) ready.catch(() => {})
    const turn = (waiting.get(name) ?? Promise.resolve())
      .then(async () => groups.publish(name, await ready))
      .catch((error: unknown) => report(error, where))
      .finally(() => {
        if (waiting.get(name) === turn) waiting.delete(name)
      })
    waiting.set(name, turn)
  }
}
