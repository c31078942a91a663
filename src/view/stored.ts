import { invalidStored, unusableStoredSchema } from '../errors/stored.ts'
import { Hasher } from '../template/compile/hash.ts'
import { Resource } from './resource.ts'
import { describeIssues, validate, type AnySchema } from './standard-schema.ts'
import type { StoredHolder } from './stored-holder.ts'
import { isThenable } from './thenable.ts'
import type { ViewScope } from './view-scope.ts'

/** Options of `this.live.stored`. */
export interface StoredOptions {
  /**
   * `local`: the browser keeps it for good, for all tabs. `session`: for this tab, until it is closed, also over a reload.
   * Default: `local`.
   */
  readonly area?: 'local' | 'session'
}

/** The fields that change, each with its value; `undefined` takes it away. The others stay. */
export type StoredChange<Value> = { readonly [Name in keyof Value]?: Value[Name] | undefined }

/** What is stored in the browser, as a value and where. */
interface Place {
  readonly name: string
  readonly schema: AnySchema
  readonly area: 'local' | 'session'
}

/** The longest text that is stored, or read. */
const LONGEST = 16_384

/**
 * Data that the browser of the visitor keeps: the state of filters, a draft. Made by `this.live.stored`. Each login has its
 * own: what one has stored is not shown to another.
 */
export class Stored<Value> extends Resource implements StoredHolder {
  readonly #scope: ViewScope
  readonly #place: Place
  readonly #empty: Value
  #value: Value
  #state: 'unknown' | 'known' = 'unknown'
  /** What was set before the browser had answered: it is applied to the answer. */
  #early: StoredChange<Value> | null = null
  /** Those of the page, while the view runs. */
  #holders: Set<StoredHolder> | undefined

  constructor(scope: ViewScope, place: Place) {
    super()
    this.#scope = scope
    this.#place = place
    const { name } = place
    const empty = this.#read({})
    if (typeof empty === 'string')
      throw unusableStoredSchema({ name, reason: `it does not take an empty object (${empty})` })
    this.#empty = this.#value = empty.value
  }

  /** What is stored; what the schema makes of `{}` before the browser has answered, and where it stores nothing. */
  get value(): Readonly<Value> {
    return this.#value
  }

  /** Whether the browser has answered: it does once the page is live. */
  get known(): boolean {
    return this.#state === 'known'
  }

  /** Changes these fields, here and in the browser. Throws `invalid-stored` for what cannot be stored. */
  set(change: StoredChange<Value>): void {
    const changed = this.#changed(this.#value, change)
    this.#value = changed.value
    if (this.#state === 'known') this.#send(changed.text)
    else this.#early = { ...this.#early, ...change }
    this.#render()
  }

  /** Forgets it, here and in the browser. */
  clear(): void {
    this.#value = this.#empty
    this.#early = null
    this.#state = 'known'
    this.#send(null)
    this.#render()
  }

  /** Has the browser forget it, whatever it holds: what it tells after that is what comes to be there. */
  protected forget(): void {
    this.#send(null)
  }

  override started(): void {
    this.#holders = this.#scope.runtime.holders.add(this)
    this.#ask()
  }

  override end(): void {
    this.#holders?.delete(this)
  }

  override loginChanged(): void {
    this.#value = this.#empty
    this.#early = null
    this.#state = 'unknown'
    this.#ask()
  }

  override received(key: string, text: string): void {
    if (key !== this.#key) return
    this.#state = 'known'
    this.#value = this.#parse(text)
    if (this.#early !== null) {
      const changed = this.#changed(this.#value, this.#early)
      this.#early = null
      this.#value = changed.value
      this.#send(changed.text)
    }
    this.#render()
  }

  changed(key: string, text: string): void {
    if (key !== this.#key) return
    // An answer that is on its way is older than the change: another one comes behind it.
    if (this.#state === 'unknown') return this.#ask()
    this.#value = this.#parse(text)
    this.#render()
  }

  override get held(): unknown {
    return this.#value
  }

  /** Where it is in the browser: a digest of the login stands in it. */
  get #key(): string {
    const { login } = this.#scope.runtime.context
    const owner = login === '' ? '' : new Hasher().add(login).text()
    return `live:${owner}:${this.#place.name}`
  }

  #changed(value: Value, change: StoredChange<Value>): { readonly value: Value; readonly text: string } {
    const { name } = this.#place
    const text = JSON.stringify({ ...value, ...change })
    if (text.length > LONGEST)
      throw invalidStored({ name, problem: `it has ${text.length} characters as JSON` })
    // What JSON makes of it is what will be read.
    const read = this.#read(JSON.parse(text))
    if (typeof read === 'string')
      throw invalidStored({ name, problem: `it would not fit its schema: ${read}` })
    return { value: read.value, text }
  }

  /** Anybody can change what a browser stores. */
  #parse(text: string): Value {
    if (text === '' || text.length > LONGEST) return this.#empty
    try {
      const read = this.#read(JSON.parse(text))
      return typeof read === 'string' ? this.#empty : read.value
    } catch {
      return this.#empty
    }
  }

  #read(fields: unknown): { readonly value: Value } | string {
    const { name, schema } = this.#place
    const result = validate(schema, fields)
    if (isThenable(result)) throw unusableStoredSchema({ name, reason: 'it is asynchronous' })
    // It was made with the schema of its values.
    return result.issues ? describeIssues(result.issues) : { value: result.value as Value }
  }

  #ask(): void {
    this.#scope.runtime.effect(['stored', this.#place.area, this.#key])
  }

  /** To the browser, and to whatever else of the page keeps the same. */
  #send(text: string | null): void {
    this.#scope.runtime.effect(['stored', this.#place.area, this.#key, text])
    for (const holder of this.#holders ?? []) if (holder !== this) holder.changed(this.#key, text ?? '')
  }

  #render(): void {
    this.#scope.runtime.invalidate(this.#scope.record)
  }
}
