/**
 * What pages hold in memory, roughly, in bytes. It is asked for each page that is parked, so it looks at a
 * bounded number of values: of long lists some members stand for all, but for their long texts, which are looked for
 * in each. What cannot be looked into, or is too tangled to be sampled, counts at a fixed high price.
 */
import type { ChildNode, InstanceNode } from '../template/tree/tree.ts'
import { isLocalValue } from '../template/local/local-value.ts'
import { Resource } from '../view/resource.ts'
import { textBytes } from './text-bytes.ts'

/** What a value in a tree takes, with its share of arrays and closures, in bytes, as measured. */
export const BYTES_A_VALUE = 48
/** Texts up to this length are within that. */
const SHORT_TEXT = 32
/** What a text takes beyond this does not stand for other texts of its list, in bytes. */
const LONG_TEXT = 1024
/** Of lists the long texts of so many members are looked for. */
const MOST_TEXTS = 20_000
/** Of one object graph at most so many values are looked at. */
const MOST_VALUES = 2_000
/** The price of what cannot be estimated: a graph that is larger than that, or an object that shows nothing. */
const UNKNOWN_BYTES = 1024 * 1024
/** What an object of a class may hold in private fields beside what it shows. */
const CLASS_BYTES = 1024
/** Built-in objects that hold little besides their own properties. */
const SMALL_OBJECTS: readonly (abstract new (...args: never) => object)[] = [
  Date,
  RegExp,
  URL,
  URLSearchParams,
  Promise,
  WeakMap,
  WeakSet,
  WeakRef,
  AbortController,
  AbortSignal,
  Error,
  Headers,
]
const SMALL_BYTES = 256
/** What an entry of a map or set takes beside what it holds. */
const ENTRY_BYTES = 32
/** Of lists so many members are looked at: of those within others fewer. */
const SAMPLES = [64, 8, 2] as const

/** What a value holds. */
export function estimateMemory(value: unknown): number {
  return new MemoryEstimate().value(value)
}

/** What trees and values hold together: what several of them lead to counts once. */
export class MemoryEstimate {
  readonly #seen = new Set<object>()
  /** How many values may still be looked at. */
  #left = 0

  /** What its own properties lead to, whatever its class is. */
  value(value: unknown): number {
    this.#left = MOST_VALUES
    try {
      return this.#value(value, 0)
    } catch {
      // There is too much to look at, or a proxy has thrown.
      return UNKNOWN_BYTES
    }
  }

  /** A tree. What stands in lists and streams is sampled. */
  tree(node: ChildNode): number {
    if (typeof node === 'string') return shownBytes(node)
    if (node === null || typeof node === 'number') return 0
    switch (node.kind) {
      case 'instance':
        return this.#instance(node)
      case 'list': {
        const { retention, rows, ids } = node
        const kept = retention.keep === 'tree' ? 0 : this.value(retention.items)
        return BYTES_A_VALUE * (1 + ids.length) + kept + this.rows(rows)
      }
      case 'stream':
        return BYTES_A_VALUE * (1 + node.keys.length) + this.rows(node.rows)
      case 'component':
      case 'keyed':
      case 'guarded':
        return BYTES_A_VALUE + this.tree(node.content)
      case 'portal':
        return BYTES_A_VALUE * 2 + this.tree(node.inside)
      case 'raw':
        return BYTES_A_VALUE + textBytes(node.html)
      case 'local':
        return BYTES_A_VALUE * (1 + node.operations)
      default:
        return node satisfies never
    }
  }

  /** Rows of one list or stream. */
  rows(rows: readonly InstanceNode[]): number {
    return sampledWithTexts(rows, SAMPLES[0], (row) => this.#instance(row), excessOfRow)
  }

  #instance({ template, values }: InstanceNode): number {
    let bytes = BYTES_A_VALUE * (1 + values.length)
    for (const [part, value] of values.entries()) {
      if (typeof value === 'string') bytes += shownBytes(value)
      else if (typeof value !== 'object' || value === null) continue
      else if (isLocalValue(value)) bytes += this.tree(value)
      // What a child part holds is a child.
      else bytes += template.children.includes(part) ? this.tree(value as ChildNode) : this.value(value)
    }
    return bytes
  }

  #value(value: unknown, depth: number): number {
    if (typeof value === 'string') return 16 + textBytes(value)
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? 64 : 8
    // Resources tell what they hold themselves.
    if (value instanceof Resource || this.#seen.has(value)) return 8
    this.#seen.add(value)
    if (--this.#left < 0) throw new RangeError('There is too much to look at.')
    if (ArrayBuffer.isView(value)) return 64 + value.buffer.byteLength
    if (value instanceof ArrayBuffer) return 64 + value.byteLength
    if (Array.isArray(value)) return 16 + this.#list(value, depth)
    if (value instanceof Set) return ENTRY_BYTES * (1 + value.size) + this.#list([...value], depth)
    if (value instanceof Map) return ENTRY_BYTES * (1 + value.size) + this.#list([...value].flat(), depth)
    return this.#object(value, depth)
  }

  #object(value: object, depth: number): number {
    const keys = Reflect.ownKeys(value)
    const shown =
      32 +
      sampled(keys, SAMPLES[0], (key) => {
        const descriptor = Object.getOwnPropertyDescriptor(value, key)
        // Getters are not called: what they compute is not held.
        return 8 + this.#value(descriptor?.value, depth)
      })
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === Object.prototype || prototype === null) return shown
    if (SMALL_OBJECTS.some((type) => value instanceof type)) return shown + SMALL_BYTES
    return shown + (keys.length > 0 ? CLASS_BYTES : UNKNOWN_BYTES)
  }

  #list(members: readonly unknown[], depth: number): number {
    const most = SAMPLES[Math.min(depth, SAMPLES.length - 1)] ?? 1
    const estimate = (member: unknown): number => 8 + this.#value(member, depth + 1)
    return depth > 0 || hasGetter(members[0])
      ? sampled(members, most, estimate)
      : sampledWithTexts(members, most, estimate, excessOf)
  }
}

/** The sum of an estimate of all members, from that of some. */
function sampled<Member>(
  members: readonly Member[],
  most: number,
  estimate: (member: Member) => number,
): number {
  const step = Math.max(1, Math.ceil(members.length / most))
  let bytes = 0
  let count = 0
  for (let index = 0; index < members.length; index += step) {
    // The index is below the length.
    bytes += estimate(members[index] as Member)
    count++
  }
  return count === 0 ? 0 : (bytes * members.length) / count
}

/** The same, but each member counts for its own long texts: one article among many may be as large as all others. */
function sampledWithTexts<Member>(
  members: readonly Member[],
  most: number,
  estimate: (member: Member) => number,
  excess: (member: Member) => number,
): number {
  if (members.length <= most) return sampled(members, most, estimate)
  const usual = sampled(members, most, (member) => estimate(member) - excess(member))
  return usual + sampled(members, MOST_TEXTS, excess)
}

/** What the long texts take that a value is or has in fields of its own, as far as they are long. */
function excessOf(value: unknown): number {
  if (typeof value === 'string') return excessOfText(value)
  if (!isPlain(value)) return 0
  let bytes = 0
  for (const key in value) {
    const field = value[key]
    if (typeof field === 'string') bytes += excessOfText(field)
  }
  return bytes
}

/** The same for what a row shows in its own parts. */
function excessOfRow({ values }: InstanceNode): number {
  let bytes = 0
  for (const value of values) if (typeof value === 'string') bytes += excessOfText(value)
  return bytes
}

function excessOfText(text: string): number {
  return 2 * text.length <= LONG_TEXT ? 0 : Math.max(0, textBytes(text) - LONG_TEXT)
}

/** Whether a list is one of objects that compute. Its members are alike: asking each of them would take too long. */
function hasGetter(member: unknown): boolean {
  if (!isPlain(member)) return false
  return Object.values(Object.getOwnPropertyDescriptors(member)).some(({ get }) => get !== undefined)
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** What a text in a tree takes beside its place. */
function shownBytes(text: string): number {
  return text.length > SHORT_TEXT ? textBytes(text) : 0
}
