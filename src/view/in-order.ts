import type { EventHandler } from '../template/template-value.ts'
import { isSteps } from './task.ts'
import { isThenable } from './thenable.ts'

/** One handler after the other. As long as they are synchronous it is, too. */
export function inOrder(handlers: readonly EventHandler[]): EventHandler {
  return function (event) {
    for (const [index, handler] of handlers.entries()) {
      const result: unknown = handler.call(this, event)
      if (isPending(result)) {
        return goOn(result, handlers.slice(index + 1), (next) => next.call(this, event))
      }
    }
    return undefined
  }
}

async function* goOn(
  first: unknown,
  rest: readonly EventHandler[],
  call: (handler: EventHandler) => unknown,
): AsyncGenerator<void, void> {
  let result = first
  for (const handler of [...rest, null]) {
    if (isSteps(result)) for await (const _ of result) yield
    else await result
    yield
    if (handler) result = call(handler)
  }
}

function isPending(result: unknown): boolean {
  return isThenable(result) || isSteps(result)
}
