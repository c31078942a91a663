import type { EffectQueueListener } from './effect-queue.ts'
import type { CodeNavigation } from './code-navigation.ts'

/** The circuit that follows a page. */
export interface PageFollower extends EffectQueueListener {
  /** Runs work, and renders what it has changed at the end of this turn. Nothing that it throws escapes. */
  turn(work: () => void): void
  /** Something is dirty. */
  schedule(): void
  /** Code of the page leads the visitor to another page. */
  navigate(asked: CodeNavigation): void
  /** What is shown is of another request, or at another address: its gates have run. */
  contextChanged(): void
  /** What runs next was begun by the process, by a timer or a message: not by what the page itself has done. */
  rested(): void
  /** Resolves when other work had its turn, if this page has kept the process busy for long. */
  yieldIfBusy(): Promise<void> | undefined
}
