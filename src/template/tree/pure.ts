/** Compares two renders of the same state. */
import { describe } from './describe.ts'
import { TemplateResult } from '../template-value.ts'
import { excerptOfHole, outline } from '../compile/source.ts'

/**
 * What differs between two results of a `render` that was called twice with the same state, in the words of
 * a message; null when they show the same. Functions are all alike.
 */
export function describeImpurity(first: unknown, second: unknown): string | null {
  return compare(first, second, {
    words: (before, after) => `It gave ${before} and then ${after}.`,
    holds: 'content',
  })
}

/** What two values are compared as. */
interface Comparison {
  /** Puts a difference into words; the innermost template that holds it does. */
  readonly words: (first: string, second: string) => string
  /** `data` is what only code looks at: props, keys and dependencies. */
  readonly holds: 'content' | 'data'
}

function compare(first: unknown, second: unknown, as: Comparison): string | null {
  if (Object.is(first, second)) return null
  if (typeof first === 'function' && typeof second === 'function') return null
  if (first instanceof TemplateResult && second instanceof TemplateResult)
    return compareTemplates(first, second)
  if (Array.isArray(first) && Array.isArray(second)) return compareArrays(first, second, as)
  if (isIterable(first) && isIterable(second)) return compareIterables(first, second, as)
  if (isObject(first) && isObject(second) && first.kind === second.kind)
    return compareObjects(first, second, as)
  return as.words(describe(first), describe(second))
}

function compareTemplates(first: TemplateResult, second: TemplateResult): string | null {
  if (first.strings !== second.strings && first.strings.join('\0') !== second.strings.join('\0')) {
    return `It showed one template and then another:\n\n${outline(first.strings)}\n\n${outline(second.strings)}`
  }
  for (const [hole, value] of first.values.entries()) {
    const words: Comparison['words'] = (before, after) =>
      `The marked value was ${before} and then ${after}:\n\n${excerptOfHole(first.strings, hole)}`
    const difference = compare(value, second.values[hole], { words, holds: 'content' })
    if (difference !== null) return difference
  }
  return null
}

function compareArrays(first: readonly unknown[], second: readonly unknown[], as: Comparison): string | null {
  if (first.length !== second.length) return as.words(describe(first), describe(second))
  for (const [index, value] of first.entries()) {
    const difference = compare(value, second[index], as)
    if (difference !== null) return difference
  }
  return null
}

/** What can be read once alone is left to the build. */
function compareIterables(
  first: Iterable<unknown>,
  second: Iterable<unknown>,
  as: Comparison,
): string | null {
  const isReadOnce = [first, second].some((each) => Object.is(each[Symbol.iterator](), each))
  if (isReadOnce) return null
  return compareArrays([...first], [...second], as)
}

interface Kinded {
  readonly kind?: unknown
  readonly [field: string]: unknown
}

function compareObjects(first: Kinded, second: Kinded, as: Comparison): string | null {
  const asData: Comparison = { ...as, holds: 'data' }
  switch (first.kind) {
    case 'repeat':
      return (
        compareArrays(keysOf(first), keysOf(second), asData) ??
        compareArrays(rowsOf(first), rowsOf(second), as)
      )
    case 'guard':
      // Made by `guard`, whose dependencies are an array.
      return (
        compareArrays(first.deps as unknown[], second.deps as unknown[], asData) ??
        compare(valueOf(first), valueOf(second), as)
      )
    case 'keyed-value':
      return compare(first.key, second.key, asData) ?? compare(first.value, second.value, as)
    case 'component-value':
      // The props of a component are an object.
      return (
        compare(first.type, second.type, asData) ??
        compare(first.key, second.key, asData) ??
        compareFields(first.props as Kinded, second.props as Kinded, asData)
      )
    case 'binding':
    case 'stream-source':
      return null
    default:
      return compareFields(first, second, as)
  }
}

/**
 * Plain data, as in props and attributes. Objects of classes, dates and promises are compared by identity, which
 * failed; as content the build refuses them, and says what to write.
 */
function compareFields(first: Kinded, second: Kinded, as: Comparison): string | null {
  const names = Object.keys(first)
  if (!isPlain(first) && !isPlain(second) && as.holds === 'content') return null
  if (!isPlain(first) || !isPlain(second) || names.length !== Object.keys(second).length) {
    return sameDate(first, second) ? null : as.words(describe(first), describe(second))
  }
  for (const name of names) {
    const difference = compare(first[name], second[name], as)
    if (difference !== null) return difference
  }
  return null
}

function keysOf(repeat: Kinded): unknown[] {
  // Made by `repeat`, whose items and functions belong together.
  const { items, key } = repeat as Repeat
  return items.map((item, index) => key(item, index))
}

function rowsOf(repeat: Kinded): unknown[] {
  // As above.
  const { items, template } = repeat as Repeat
  return items.map((item, index) => template(item, index))
}

type Repeat = Kinded & { readonly items: readonly unknown[]; readonly template: Row; readonly key: Row }
type Row = (item: unknown, index: number) => unknown

function valueOf(guard: Kinded): unknown {
  // Made by `guard`.
  return (guard.value as () => unknown)()
}

function isObject(value: unknown): value is Kinded {
  return typeof value === 'object' && value !== null
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isObject(value) && Symbol.iterator in value
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function sameDate(first: object, second: object): boolean {
  return first instanceof Date && second instanceof Date && first.getTime() === second.getTime()
}
