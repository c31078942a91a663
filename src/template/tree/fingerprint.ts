/**
 * A number that stands for what plain data holds, or what a render has given, at this moment: two that differ tell that something was
 * changed in place. What cannot be looked at without running code of its class counts for nothing: objects of classes, functions and
 * promises. So do values behind the first few hundred, though not how many there are.
 */
import { Hasher } from '../compile/hash.ts'
import { TemplateResult } from '../template-value.ts'

/** Of a value that an author holds: a prop. */
export function fingerprintOfData(value: unknown): number {
  const print = new Fingerprint()
  print.data(value, 0)
  return print.number()
}

/** Of what `render` has given. */
export function fingerprintOfContent(value: unknown): number {
  const print = new Fingerprint()
  print.content(value, 0)
  return print.number()
}

const MOST_VALUES = 500
const DEEPEST = 20

class Fingerprint {
  readonly #hasher = new Hasher()
  #left = MOST_VALUES

  number(): number {
    return this.#hasher.number()
  }

  data(value: unknown, depth: number): void {
    if (--this.#left < 0 || depth > DEEPEST) return
    if (value === null || typeof value !== 'object') return this.#plain(value)
    if (value instanceof Date) return this.#add(`date ${value.getTime()}`)
    const values = valuesOf(value)
    if (values === null) return
    this.#add(`of ${values.length}`)
    for (const each of values) {
      if (this.#left <= 0) return
      this.data(each, depth + 1)
    }
  }

  content(value: unknown, depth: number): void {
    if (--this.#left < 0 || depth > DEEPEST) return
    if (value instanceof TemplateResult) {
      this.#add(`template ${value.strings.length} ${value.strings[0] ?? ''}`)
      for (const each of value.values) this.content(each, depth + 1)
    } else if (Array.isArray(value)) {
      this.#add(`of ${value.length}`)
      for (const each of value) if (this.#left > 0) this.content(each, depth + 1)
    } else if (isObject(value) && typeof value['kind'] === 'string') this.#directive(value, depth)
    else this.data(value, depth)
  }

  #directive(directive: Fields, depth: number): void {
    const { kind } = directive
    this.#add(String(kind))
    switch (kind) {
      case 'repeat': {
        // Made by `repeat`, whose items and functions belong together.
        const { items, key, template } = directive as Fields & Rows
        this.#add(`of ${items.length}`)
        for (const [index, item] of items.entries()) {
          if (this.#left <= 0) return
          this.content(key(item, index), depth + 1)
          this.content(template(item, index), depth + 1)
        }
        return
      }
      case 'guard':
        return this.data(directive['deps'], depth + 1)
      case 'keyed-value':
        this.data(directive['key'], depth + 1)
        return this.content(directive['value'], depth + 1)
      case 'component-value':
        this.data(directive['key'], depth + 1)
        return this.data(directive['props'], depth + 1)
      case 'raw-value':
        return this.data(directive['html'], depth + 1)
      case 'portal-value':
        return this.content(directive['value'], depth + 1)
      case 'binding':
      case 'stream-source':
      case 'directive':
      case 'expansion':
        return
      default:
        this.data(directive, depth)
    }
  }

  /** Functions are all alike, and so is what only their class can tell apart. */
  #plain(value: unknown): void {
    const isTold = typeof value !== 'function' && typeof value !== 'symbol'
    this.#add(isTold ? `${typeof value} ${String(value)}` : typeof value)
  }

  #add(text: string): void {
    this.#hasher.add(text)
  }
}

interface Fields {
  readonly [field: string]: unknown
}

interface Rows {
  readonly items: readonly unknown[]
  readonly key: (item: unknown, index: number) => unknown
  readonly template: (item: unknown, index: number) => unknown
}

/** What a value holds; null for objects of classes. */
function valuesOf(value: object): readonly unknown[] | null {
  // Whatever is in it is looked at before it is used.
  if (Array.isArray(value)) return value as readonly unknown[]
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return flat(Object.entries(value))
  if (prototype === Set.prototype && value instanceof Set) return flat([value])
  return prototype === Map.prototype && value instanceof Map ? flat(value) : null
}

function flat(entries: Iterable<Iterable<unknown>>): readonly unknown[] {
  return [...entries].flatMap((entry) => [...entry])
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
