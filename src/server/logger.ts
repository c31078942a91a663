/** Where the framework says what it has to say. `console` is one, and so is what most logging libraries make. */
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

/** Reports errors of the application's code: what went wrong where, with the stack. */
export function createReport(logger: Logger): (error: unknown, where: string) => void {
  return (error, where) => {
    const message = error instanceof Error ? error.message : String(error)
    logger.error(`An error in ${where}: ${message}`, error)
  }
}
