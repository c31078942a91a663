import { invalidLimit, limitTooSmall } from '../errors/server.ts'
import { DEFAULT_LIMITS, type Limits } from '../page/limits.ts'
import { LEAST_FRAME_BYTES } from '../protocol/limits.ts'

/** The longest time that a timer of JavaScript takes: a longer one ends at once. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Limits of what need not be kept at all. */
const MAY_BE_ZERO: readonly string[] = [
  'grace',
  'lateTime',
  'waitingBytes',
  'waitingBytesPerVisitor',
  'waitingBytesPerAddress',
  'parkedFor',
  'parkedBytes',
  'parkedBytesPerVisitor',
  'parkedPerVisitor',
  'parkedBytesPerAddress',
  'parkedPerAddress',
]
/** Times that timers run. The age of a token is compared with a clock. */
const TIMES: readonly string[] = ['grace', 'parkedFor', 'heartbeat', 'longestWait', 'handlerTime', 'lateTime']

/** Refuses limits that could not be kept, or would close the sockets of honest visitors. */
export function checkLimits(limits: Partial<Limits>): Limits {
  for (const [name, given] of Object.entries(limits)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name))
      throw invalidLimit({ name, given, reason: 'there is no such limit' })
    const reason = problemOf(name, given)
    if (reason !== null) throw invalidLimit({ name, given, reason })
  }
  const all = { ...DEFAULT_LIMITS, ...limits }
  const least = LEAST_FRAME_BYTES
  if (all.frameBytes < least) throw limitTooSmall({ name: 'frameBytes', given: all.frameBytes, least })
  return all
}

/** Options may come from JavaScript, so their type is checked too. */
function problemOf(name: string, given: unknown): string | null {
  if (typeof given !== 'number' || Number.isNaN(given)) return 'it is not a number'
  const least = MAY_BE_ZERO.includes(name) ? 0 : 1
  if (given < least) return `it must be ${least} or more`
  if (TIMES.includes(name) && given > LONGEST_TIMER)
    return `it is longer than a timer can run, which is ${LONGEST_TIMER} milliseconds`
  return null
}
