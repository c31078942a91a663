/** Handlers that end by `redirect()`, which throws. */
import { Redirect } from '../signals.ts'
import { isSteps } from '../task.ts'
import { isThenable } from '../thenable.ts'

/** Calls a handler, and tells when it leads elsewhere, before that is so. As long as it is synchronous this is, too. */
export function noteRedirect(handler: () => unknown, redirected: () => void): unknown {
  const ended = (thrown: unknown): never => {
    if (thrown instanceof Redirect) redirected()
    throw thrown
  }
  try {
    const result = handler()
    if (isSteps(result)) return noteIn(result, ended)
    return isThenable(result) ? result.then(undefined, ended) : result
  } catch (error) {
    return ended(error)
  }
}

async function* noteIn(
  steps: AsyncIterable<unknown>,
  ended: (thrown: unknown) => never,
): AsyncGenerator<unknown, void> {
  try {
    yield* steps
  } catch (error) {
    ended(error)
  }
}
