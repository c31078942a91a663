import type { Logger } from 'overwire'

/** A logger that keeps what it was told, a line each: `warn: …`. */
export interface Log extends Logger {
  readonly lines: string[]
}

export function createLog(): Log {
  const lines: string[] = []
  const keep =
    (level: string) =>
    (message: string): void =>
      void lines.push(`${level}: ${message}`)
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') }
}
