import type { BuildKeys } from '../template/tree/building.ts'

/** A key as a record holds it: null for one that cannot be stored, undefined for none. */
export type RecordKey = string | number | bigint | boolean | null | undefined

/** What a component is known by in its parent, beside its class. */
export interface RecordIdentity {
  /** The key that its `component()` was given. */
  readonly key: RecordKey
  /** The keys of the rows and of `keyed` that it is in, below its parent, from the outside. */
  readonly within: readonly RecordKey[]
}

export function recordKeyOf(key: unknown): RecordKey {
  switch (typeof key) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'undefined':
      return key
    default:
      return null
  }
}

/** Equal for equal keys, and for keys that cannot be stored. */
export function keyText(key: RecordKey): string {
  return typeof key === 'string' ? JSON.stringify(key) : `${typeof key}:${String(key)}`
}

/** The keys around what is being built, up to the component whose content it is. */
export class KeyPath implements BuildKeys {
  #keys: readonly unknown[] = []

  get within(): readonly RecordKey[] {
    return this.#keys.map(recordKeyOf)
  }

  enter(key: unknown): void {
    this.#keys = [...this.#keys, key]
  }

  leave(): void {
    this.#keys = this.#keys.slice(0, -1)
  }

  /** Builds the content of a component: keys around the component do not count in it. */
  inside<Content>(build: () => Content): Content {
    const around = this.#keys
    this.#keys = []
    try {
      return build()
    } finally {
      this.#keys = around
    }
  }
}
