import { callbackTimeout } from '../errors/server.ts'
import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import type { TimeLimit } from '../page/time-limit.ts'

/** The time limit of what the application was asked for: that of a handler. `what` names it in the error. */
export function callbackLimit(
  { clock, limits }: { readonly clock: Clock; readonly limits: Pick<Limits, 'handlerTime'> },
  what: string,
): TimeLimit {
  const milliseconds = limits.handlerTime
  return { clock, milliseconds, exceeded: () => callbackTimeout({ what, milliseconds }) }
}
