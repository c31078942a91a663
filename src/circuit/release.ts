import type { CircuitServices } from './services.ts'

/** Releases all of it. What throws keeps nothing else from being released, and no other circuit from ending. */
export function releaseAll(services: CircuitServices, releases: readonly (() => void)[]): void {
  for (const release of releases) {
    try {
      release()
    } catch (error) {
      services.report(error, 'the end of a page')
    }
  }
}
