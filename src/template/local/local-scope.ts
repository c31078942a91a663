import type { LocalData } from '../../protocol/local-expressions.ts'

/** Initial values by the names of their fields. */
export type LocalFields = Readonly<Record<string, LocalData>>

/** What an element carries: a local state, whose fields are its only members, so that they may have any name. */
export class LocalScope<out Fields extends LocalFields = LocalFields> {
  /** There for the compiler alone: published types say nothing of what is private. */
  declare readonly '~fields'?: Fields
  readonly #name: string
  readonly #initial: Fields

  constructor(name: string, initial: Fields) {
    this.#name = name
    this.#initial = { ...initial }
  }

  static is(value: unknown): value is LocalScope {
    return value instanceof LocalScope
  }

  static nameOf(state: LocalScope): string {
    return state.#name
  }

  static initialOf<Fields extends LocalFields>(state: LocalScope<Fields>): Fields {
    return state.#initial
  }
}
