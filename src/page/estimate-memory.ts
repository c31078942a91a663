import { estimateSize } from '../template/tree/estimate-size.ts'
import type { RootTree } from './root-tree.ts'

/** What a value in a tree takes, with its share of arrays and closures, in bytes, as measured. */
const BYTES_A_VALUE = 48
/** Of one object graph at most so many values are looked at. */
const MOST_VALUES = 2_000
/** What a graph counts that is larger than that and cannot be estimated by a sample of it, in bytes. */
const UNKNOWN_BYTES = 1024 * 1024

/** What holding these trees costs, roughly, in bytes. */
export function estimateTrees(trees: readonly RootTree[]): number {
  return trees.reduce((sum, { node }) => sum + estimateSize(node) * BYTES_A_VALUE, 0)
}

/**
 * What a value holds, roughly, in bytes: what its own properties lead to, whatever its class is. Of long lists
 * some members stand for all. It looks at a bounded number of values; what cannot be estimated that way counts
 * at a fixed high price.
 */
export function estimateMemory(value: unknown): number {
  try {
    return new Estimate().of(value)
  } catch {
    // A getter or a proxy that throws.
    return UNKNOWN_BYTES
  }
}

class Estimate {
  readonly #seen = new Set<object>()
  #values = 0

  of(value: unknown): number {
    if (typeof value === 'string') return 16 + value.length
    if (typeof value === 'bigint') return 24
    if (typeof value !== 'object' || value === null) return 8
    if (this.#seen.has(value)) return 8
    this.#seen.add(value)
    if (++this.#values > MOST_VALUES) throw new RangeError('There is too much to look at.')
    if (value instanceof ArrayBuffer) return value.byteLength
    if (ArrayBuffer.isView(value)) return value.byteLength
    if (Array.isArray(value)) return 16 + this.#list(value)
    if (value instanceof Set) return 32 + 2 * this.#list([...value])
    if (value instanceof Map) return 32 + 2 * this.#list([...value.keys(), ...value.values()])
    let bytes = 32
    for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(value))) {
      // Getters are not called: what they compute is not held.
      bytes += 8 + this.of('value' in descriptor ? descriptor.value : 0)
    }
    return bytes
  }

  #list(members: readonly unknown[]): number {
    const step = Math.max(1, Math.ceil(members.length / SAMPLE))
    let bytes = 0
    let count = 0
    for (let index = 0; index < members.length; index += step) {
      bytes += 8 + this.of(members[index])
      count++
    }
    return count === 0 ? 0 : (bytes * members.length) / count
  }
}

const SAMPLE = 64
