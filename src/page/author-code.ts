import { isSteps } from '../view/task.ts'

/** What hears how author code gets on. */
export interface Progress {
  /** After the synchronous part, and at each `yield`. */
  step(): void
  /** Once, when it has settled; `error` is undefined when it went well. */
  settled(error: unknown): void
}

/**
 * Runs author code, synchronous, async or `async *`, and tells how it gets on. Nothing that it throws or
 * rejects with escapes. Synchronous code costs no promise.
 */
export function drive(code: () => unknown, progress: Progress): void {
  let result: unknown
  try {
    result = code()
  } catch (error) {
    progress.settled(asError(error))
    return
  }
  if (isSteps(result)) {
    void follow(result, progress)
  } else if (isPromise(result)) {
    progress.step()
    result.then(
      () => progress.settled(undefined),
      (error: unknown) => progress.settled(asError(error)),
    )
  } else {
    progress.settled(undefined)
  }
}

/** For a hook that nobody waits for: what goes wrong in it is reported. */
export function reporting(report: (error: unknown) => void): Progress {
  return {
    step() {},
    settled: (error) => {
      if (error !== undefined) report(error)
    },
  }
}

/** The same as a promise, for code that waits for it. */
export async function driven(code: () => unknown, step: () => void): Promise<void> {
  const error = await new Promise<unknown>((settled) => drive(code, { step, settled }))
  // What author code threw goes on as it is.
  // oxlint-disable-next-line typescript/only-throw-error
  if (error !== undefined) throw error
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

async function follow(steps: AsyncIterable<unknown>, progress: Progress): Promise<void> {
  try {
    for await (const _ of steps) {
      progress.step()
      // The render that this asked for is a microtask ahead: it shows this step before the next one is taken.
      await Promise.resolve()
    }
    progress.settled(undefined)
  } catch (error) {
    progress.settled(asError(error))
  }
}

/** `throw undefined` is an error too. */
function asError(thrown: unknown): unknown {
  return thrown === undefined ? new Error('Something threw undefined.') : thrown
}
