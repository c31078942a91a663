import { isSteps } from '../view/task.ts'
import { isThenable } from '../view/thenable.ts'

/** What author code threw. A value of its own, because anything can be thrown, `null` and `undefined` included. */
export interface Failure {
  readonly error: unknown
}

/** The failure of what was thrown. A revoked proxy cannot even be compared with a class: it is replaced. */
export function failureOf(thrown: unknown): Failure {
  try {
    Object.getPrototypeOf(Object(thrown))
    return { error: thrown }
  } catch (cause) {
    return { error: new TypeError('Something was thrown that cannot be looked at.', { cause }) }
  }
}

/** Whether this failed with the same before: code that runs again makes its error anew. */
export function isSameFailure(before: Failure | null, error: unknown): boolean {
  if (before === null) return false
  if (before.error instanceof Error && error instanceof Error) return before.error.message === error.message
  return Object.is(before.error, error)
}

/** Whether it says that its signal was aborted. */
export function isAbort(failure: Failure | null): boolean {
  return failure?.error instanceof Error && failure.error.name === 'AbortError'
}

/** What follows a run of author code. */
export interface Progress {
  /** Whether the run still counts: an async generator is ended when it does not. */
  readonly active: boolean
  /** Called after the synchronous part, and at each `yield`; the generator goes on when it resolves. */
  step(): void | Promise<void>
  /** Called once, when the run has settled; `failure` is null when it went well. */
  settled(failure: Failure | null): void
}

/**
 * Runs author code, synchronous, async or `async *`, and reports its progress. Nothing that it throws or
 * rejects with escapes. Synchronous code costs no promise.
 */
export function runAuthorCode(code: () => unknown, progress: Progress): void {
  let pending: Pending | null
  try {
    pending = pendingOf(code())
  } catch (error) {
    progress.settled(failureOf(error))
    return
  }
  if (pending === null) progress.settled(null)
  else if ('steps' in pending) void follow(pending.steps, progress)
  else {
    void progress.step()
    pending.promise.then(
      () => progress.settled(null),
      (error: unknown) => progress.settled(failureOf(error)),
    )
  }
}

/** The same as a promise, for code that waits for it. */
export function authorCodeSettled(code: () => unknown, progress: Omit<Progress, 'settled'>): Promise<void> {
  return new Promise((resolve, reject) => {
    runAuthorCode(code, {
      get active() {
        return progress.active
      },
      step: () => progress.step(),
      settled: (failure) => {
        if (failure === null) resolve()
        // What author code threw goes on as it is.
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors
        else reject(failure.error)
      },
    })
  })
}

/** For a hook that nobody waits for: reports what goes wrong in it. */
export function reporting(report: (error: unknown) => void): Progress {
  return {
    active: true,
    step() {},
    settled: (failure) => {
      if (failure !== null) report(failure.error)
    },
  }
}

/** What author code returned that goes on. */
type Pending = { readonly steps: AsyncIterable<unknown> } | { readonly promise: Promise<unknown> }

/** Reads what author code returned. It may be anything: its `then` may be a getter that throws. */
function pendingOf(result: unknown): Pending | null {
  if (isSteps(result)) return { steps: result }
  // A foreign `then` may call back twice, or at once: the promise around it does not.
  return isThenable(result) ? { promise: Promise.resolve(result) } : null
}

async function follow(steps: AsyncIterable<unknown>, progress: Progress): Promise<void> {
  let failure: Failure | null = null
  try {
    for await (const _ of steps) {
      // The render that this asks for is at most a microtask ahead: it shows this step before the next one is taken.
      if (progress.active) await progress.step()
      if (!progress.active) break
    }
  } catch (error) {
    failure = failureOf(error)
  }
  progress.settled(failure)
}
