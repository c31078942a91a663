import type { Clock } from './services.ts'

/** Resolves when the promise settles, whatever to, and no later than that. */
export function settledWithin(milliseconds: number, clock: Clock, pending: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, resolve)
    const settled = (): void => {
      cancel()
      resolve()
    }
    pending.then(settled, settled)
  })
}

/** How long code of the application may take. */
export interface TimeLimit {
  readonly clock: Clock
  readonly milliseconds: number
  /** Makes the error of what takes longer. */
  exceeded(): Error
}

/** Rejects when the promise takes longer. What it settles to afterwards is ignored. */
export async function withinTime<Value>(
  pending: Promise<Value>,
  { clock, milliseconds, exceeded }: TimeLimit,
): Promise<Value> {
  let cancel = (): void => {}
  const limit = new Promise<never>((_, reject) => {
    cancel = clock.after(milliseconds, () => reject(exceeded()))
  })
  try {
    return await Promise.race([pending, limit])
  } finally {
    cancel()
  }
}
