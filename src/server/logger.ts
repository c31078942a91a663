import { escapeControls, readError } from './describe.ts'

/** Where the framework logs. `console` is one, and so is what most logging libraries make. */
export interface Logger {
  /** What went as it should. */
  info(message: string, ...details: unknown[]): void
  /** What somebody should look at, though it works. */
  warn(message: string, ...details: unknown[]): void
  /** What failed; an error is among the details. */
  error(message: string, ...details: unknown[]): void
}

/** Writes to the console. */
export const consoleLogger: Logger = {
  info: (message, ...details) => console.info(message, ...details),
  warn: (message, ...details) => console.warn(message, ...details),
  error: (message, ...details) => console.error(...details.reduce<unknown[]>(withDetail, [message])),
}

/** A console shows an error with its text. Where that is said already, where it was thrown is enough, and why. */
function withDetail(shown: unknown[], detail: unknown): unknown[] {
  const [message, ...others] = shown
  const { message: text, stack } = readError(detail)
  const at = stack.search(/^\s*at /m)
  if (at < 0 || typeof message !== 'string' || !message.endsWith(text)) return [...shown, detail]
  // Only an error has a stack.
  const { cause } = detail as Error
  return [`${message}\n${stack.slice(at)}`, ...others, ...(cause === undefined ? [] : [cause])]
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
