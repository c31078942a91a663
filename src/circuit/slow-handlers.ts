import { slowHandler } from '../errors/circuit.ts'
import type { ComponentInstance } from '../page/component-instance.ts'
import { excerptOfHole } from '../template/compile/source.ts'
import type { ResolvedEvent } from '../template/tree/resolve.ts'
import { isSteps } from '../view/task.ts'
import type { CircuitServices } from './services.ts'

/** In milliseconds: what takes longer is felt by its user, and by those of all other pages of the process. */
const LONG = 100

/** Whose handler is called, and how the process knows that. */
interface Called {
  readonly services: Pick<CircuitServices, 'advice' | 'clock'>
  readonly asks: ResolvedEvent | string
  readonly owner: ComponentInstance | null
}

/**
 * Calls a handler. In development it warns of one that keeps the process busy for more than 100 ms: up to its first
 * `await`, and in an async generator from each of its steps to the next `await`. Waiting does not count.
 */
export function callTimed(called: Called, call: () => unknown): unknown {
  if (!called.services.advice) return call()
  const result = time(called, call)
  return isSteps(result) ? timedSteps(called, result) : result
}

function time<Result>(called: Called, call: () => Result): Result {
  const { advice, clock } = called.services
  const began = clock.now()
  try {
    return call()
  } finally {
    const milliseconds = Math.round(clock.now() - began)
    if (milliseconds > LONG) advice?.once(placeOf(called), () => warningOf(called, milliseconds))
  }
}

function timedSteps(called: Called, steps: AsyncIterable<unknown>): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = steps[Symbol.asyncIterator]()
      return {
        next: () => time(called, () => iterator.next()),
        // What is not there ends nothing.
        return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
      }
    },
  }
}

function placeOf({ asks }: Called): string {
  if (typeof asks === 'string') return `slow action ${asks}`
  const [template, part] = asks.written
  return `slow handler ${template.hash} ${part}`
}

function warningOf({ asks, owner }: Called, milliseconds: number): string {
  if (typeof asks === 'string')
    return slowHandler({ handler: `The action "${asks}"`, milliseconds, source: '' }).message
  const [template, part] = asks.written
  const handler = `A "${asks.type}" handler of ${owner?.where ?? 'a page'}`
  const source = `\n\n${excerptOfHole(template.strings, part)}`
  return slowHandler({ handler, milliseconds, source }).message
}
