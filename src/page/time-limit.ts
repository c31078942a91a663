import type { Clock } from './services.ts'

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
