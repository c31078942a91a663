import { core } from '../modules/core.ts'

/** Runs a part of a change that may touch the code of others. What is thrown is reported, and the rest goes on. */
export function attempt(change: () => void): void {
  try {
    change()
  } catch (error) {
    core.report('command-failed', String(error))
  }
}
