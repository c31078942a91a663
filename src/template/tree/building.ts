/** What the functions that build a tree hand to each other. */
import type { ComponentHost, InstanceNode } from './tree.ts'

/** What the layer above hands in. */
export interface BuildContext {
  /** Resolves components. Null where nothing stays on the server: then closures and components are refused. */
  readonly host: ComponentHost | null
  readonly development: boolean
  /** Whether also that is built which a guard or a row that is the same would skip. */
  readonly thorough?: boolean
  /** Whether a whole document is built, not what stands in one. */
  readonly document?: boolean
  /** Whether it is a row that is expected: it is shown until the server has rendered its own. */
  readonly expected?: boolean
  warn(message: string): void
  /** Whom to tell the keys that a build goes through; usually nobody. */
  readonly keys?: BuildKeys | null
}

/** Told within which keys a build goes on: those of rows of `repeat`, and of `keyed`. */
export interface BuildKeys {
  enter(key: unknown): void
  leave(): void
}

/** Builds within a key. */
export function buildWithin<Node>(keys: BuildKeys | null | undefined, key: unknown, work: () => Node): Node {
  if (!keys) return work()
  keys.enter(key)
  try {
    return work()
  } finally {
    keys.leave()
  }
}

/** How a build goes on below: what it was given, and whether the server keeps the rows that it is in. */
export interface Building {
  readonly context: BuildContext
  readonly rows: 'kept' | 'streamed' | 'rebuilt'
}

/** Builds a row from what the author gave for it. */
export type RowBuilder = (row: unknown, previous: InstanceNode | null) => InstanceNode

/** What a list needs of the build that it is in. */
export interface ListBuilding {
  readonly build: RowBuilder
  /** For rows that are not kept, and so may hold less. */
  readonly rebuild: RowBuilder
  readonly context: BuildContext
}
