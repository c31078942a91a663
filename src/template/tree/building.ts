/** What the functions that build a tree hand to each other. */
import type { ComponentHost, InstanceNode } from './tree.ts'

/** What the layer above hands in. */
export interface BuildContext {
  /** Resolves components. Null where nothing stays on the server: then closures and components are refused. */
  readonly host: ComponentHost | null
  readonly development: boolean
  warn(message: string): void
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
