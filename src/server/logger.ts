import { describeError, escapeControls } from './describe.ts'

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
  const safely =
    (level: keyof Logger) =>
    (message: string, ...details: unknown[]): void => {
      try {
        logger[level](escapeControls(message), ...details)
      } catch {
        // A logger that fails has nobody to report it to, and what called it must go on.
      }
    }
  return { info: safely('info'), warn: safely('warn'), error: safely('error') }
}

/** Reports errors of the application's code: what went wrong where, with the stack. Never throws. */
export function createReport(logger: Logger): (error: unknown, where: string) => void {
  return (error, where) => logger.error(`An error in ${where}: ${describeError(error)}`, error)
}
