/** What commands do that only make sense before an outcome. */
import type { CommandTarget } from '../../protocol/differences.ts'

/** Finds the elements that a command is about now. */
export type Find = (target: CommandTarget) => readonly HTMLElement[]

/** One command for as long as its event has no outcome. */
export interface ExpectedRows {
  /** Does it, or sees to it that it still stands. */
  apply(find: Find): void
  /** The server is about to change what stands there. */
  suspend(): void
  /** The event has its outcome. */
  end(isDone: boolean): void
  /** What it was decided by has not come true. */
  decideAgain?(): void
}

/** The fields of the form that an event happened in, as they were then. */
export interface Fields {
  readonly texts: ReadonlyMap<string, string>
  /** Whether the module comes after the event: users may have gone on since. */
  readonly isLate: boolean
}
