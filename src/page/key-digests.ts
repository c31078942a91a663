import { Hasher } from '../template/compile/hash.ts'

/**
 * Digests of keys, by which a browser finds in a new page what it has already. They depend on the application's secret,
 * so they say nothing of the keys, and are the same for all visitors and in every process with that secret.
 */
export class KeyDigests {
  readonly #secret: string

  constructor(secret: string) {
    this.#secret = secret
  }

  /** 53 bits for these keys together. None when one of them is an object, which is nothing in another process. */
  digest(keys: readonly unknown[]): number | undefined {
    const hasher = new Hasher().add(this.#secret)
    for (const key of keys) {
      if (!isText(key)) return undefined
      hasher.add(`${typeof key} ${String(key)}`)
    }
    return hasher.number()
  }

  /** The digest of a class and what its author gave it, as a text. What is no data does not count. */
  ofRoot(name: string, given: unknown): string {
    return (this.digest([name, textOf(given)]) ?? 0).toString(36)
  }
}

function isText(key: unknown): key is string | number | boolean | bigint | null | undefined {
  return key === null || !/^(?:object|function|symbol)$/.test(typeof key)
}

function textOf(given: unknown): string {
  try {
    return JSON.stringify(given) ?? ''
  } catch {
    // A cycle or a big number.
    return ''
  }
}
