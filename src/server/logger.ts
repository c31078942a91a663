import { escapeControls, readError } from './describe.ts'

/** Where the framework logs. `console` is one, and so is what most logging libraries make. */
export interface Logger {
  info(message: string, ...details: unknown[]): void
  warn(message: string, ...details: unknown[]): void
  error(message: string, ...details: unknown[]): void
}

/** Writes to the console. */
export const consoleLogger: Logger = {
  info: (message, ...details) => console.info(message, ...details),
  warn: (message, ...details) => console.warn(message, ...details),
  error: (message, ...details) => console.error(message, ...details),
}

/** The same logger, but it never throws, and no message of it holds a control character that came with a value. */
export function createSafeLogger(logger: Logger): Logger {
  return { info: safely('info'), warn: safely('warn'), error: safely('error') }

  function safely(level: keyof Logger): Logger['info'] {
    return (message, ...details) => {
      const text = escapeControls(message)
      // A logger may fail on a value that it cannot show: then the message goes alone.
      if (!tryLog(level, text, details)) tryLog(level, text, [])
    }
  }

  /** False when the logger throws, which nobody else needs to know: what logs goes on. */
  function tryLog(level: keyof Logger, message: string, details: readonly unknown[]): boolean {
    try {
      logger[level](message, ...details)
      return true
    } catch {
      return false
    }
  }
}

/**
 * Reports errors of the application's code: what went wrong where, with the stack. An error that passes several
 * places on its way is reported at the first. Never throws.
 */
export function createReport(logger: Logger): (error: unknown, where: string) => void {
  const reported = new WeakSet<object>()
  return (error, where) => {
    if (typeof error === 'object' && error !== null) {
      if (reported.has(error)) return
      reported.add(error)
    }
    logger.error(`An error in ${where}: ${readError(error).message}`, error)
  }
}
