import type { App } from '../../server/app.ts'

/** Runs once on the first SIGTERM or SIGINT, then ends the process; a second one ends it at once. */
export function onSignals(close: () => Promise<void>): () => void {
  const stop = (): void => void close().finally(() => process.exit(0))
  process.once('SIGTERM', stop).once('SIGINT', stop)
  return () => void process.off('SIGTERM', stop).off('SIGINT', stop)
}

/** Reports rejections that nobody handles, which would otherwise end the process. */
export function reportRejections(app: App): () => void {
  const report = (reason: unknown): void => {
    app.handler.logger.error('A promise was rejected and nobody handled it. The process goes on.', reason)
  }
  process.on('unhandledRejection', report)
  return () => process.off('unhandledRejection', report)
}
