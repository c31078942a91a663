import { callbackTimeout } from '../errors/server.ts'
import type { Clock } from '../page/services.ts'

/** How long code of the application may take, and how it is named where it takes longer. */
export interface TimeLimit {
  readonly clock: Clock
  readonly milliseconds: number
  readonly what: string
}

/** Rejects when the promise takes longer. What it settles to afterwards is ignored. */
export async function withinTime<Value>(
  pending: Promise<Value>,
  { clock, milliseconds, what }: TimeLimit,
): Promise<Value> {
  let cancel = (): void => {}
  const limit = new Promise<never>((_, reject) => {
    cancel = clock.after(milliseconds, () => reject(callbackTimeout({ what, milliseconds })))
  })
  try {
    return await Promise.race([pending, limit])
  } finally {
    cancel()
  }
}
