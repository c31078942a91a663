import type { Around } from '../circuit/services.ts'

/**
 * Runs around every action and every event of a view. What it does before `next()` comes before the handler,
 * what it does after comes after; without `next()` the handler does not run and the event is refused.
 */
export type Middleware = Around

/** The middleware of an application, as one function: the first that was added is the outermost. */
export class MiddlewareChain {
  readonly #all: Middleware[] = []

  add(middleware: Middleware): void {
    this.#all.push(middleware)
  }

  /** Null when there is none, so that events of an application without any pay nothing. */
  get around(): Around | null {
    return this.#all.length === 0 ? null : this.#run
  }

  readonly #run: Around = (context, event, handler) => {
    const from = async (index: number): Promise<void> => {
      const middleware = this.#all[index]
      if (middleware === undefined) return handler()
      let rest: Promise<void> | undefined
      let isSettled = false
      await middleware(context, event, () => {
        // A second call gets the first one's result: a handler runs once for an event.
        if (rest) return rest
        rest = from(index + 1)
        const settle = (): void => {
          isSettled = true
        }
        rest.then(settle, settle)
        return rest
      })
      // Middleware that has not waited for it knows nothing of its failure: it is the event's all the same.
      if (!isSettled) await rest
    }
    return from(0)
  }
}
