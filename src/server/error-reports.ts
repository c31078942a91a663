import type { Clock } from '../page/services.ts'
import { Failed, isSignal } from '../view/signals.ts'
import { readError, type ErrorText } from './describe.ts'
import type { Logger } from './logger.ts'
import { Repeats } from './repeats.ts'

/**
 * Reports errors of the application's code: what went wrong where, with the stack. An error that passes several
 * places on its way is reported at the first, and one of each kind and place in a minute: a handler that throws at
 * each click would fill the log. Never throws.
 */
export function createReport(logger: Logger, clock: Clock): (error: unknown, where: string) => void {
  const reported = new WeakSet<object>()
  const repeats = new Repeats(clock, {
    summary(leftOut, others) {
      for (const { line, count } of leftOut) {
        logger.error(`${count} more in the last minute: ${line}`)
      }
      if (others > 0) logger.error(`${others} more errors of other kinds in the last minute were left out.`)
    },
  })
  return (error, where) => {
    if (typeof error === 'object' && error !== null) {
      if (reported.has(error)) return
      reported.add(error)
    }
    const text = readError(error)
    const line = `An error in ${where}: ${text.message}`
    if (repeats.isFirst(kindOf(text, where), line)) logger.error(line, error)
  }
}

/** Reports what code of the application threw, unless it only leads elsewhere: of `failed()` the reason, if it has one. */
export function reportThrown(
  report: (error: unknown, where: string) => void,
  thrown: unknown,
  where: string,
): void {
  if (thrown instanceof Failed) {
    if (thrown.reason !== '') report(thrown.reason, where)
  } else if (!isSignal(thrown)) report(thrown, where)
}

/** Errors are alike when they are thrown in the same place on the same way: their messages may hold numbers and names. */
function kindOf({ name, message, stack }: ErrorText, where: string): string {
  const lines = stack.split('\n').filter((each) => /^\s*at /.test(each))
  return [where, name, ...(lines.length > 0 ? lines : [message])].join('\n')
}
