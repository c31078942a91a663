/**
 * Local states and the values that are computed from them, without a DOM: what changes in a state is computed again where it is read,
 * and shown where the result is another one.
 */
import type { PartValue } from '../../protocol/differences.ts'
import type { LocalData, LocalPartValue } from '../../protocol/local-expressions.ts'
import { evaluate, fieldsOf } from './evaluate.ts'

/** A state that an element carries. */
export class State {
  readonly name: string
  /** What reads any of its fields. */
  readonly readers: Set<Reader> = new Set()
  readonly #values = new Map<string, LocalData>()

  constructor(name: string, initial: Readonly<Record<string, LocalData>>) {
    this.name = name
    this.describe(initial)
  }

  /** It is described in this way now. Fields keep what they hold, unless they are of another type. */
  describe(initial: Readonly<Record<string, LocalData>>): void {
    for (const [field, value] of Object.entries(initial))
      if (typeof this.#values.get(field) !== typeof value) this.#values.set(field, value)
    for (const field of [...this.#values.keys()])
      if (!Object.hasOwn(initial, field)) this.#values.delete(field)
  }

  get(field: string): LocalData | undefined {
    return this.#values.get(field)
  }

  /** Fields keep their types; other values, and fields that it has not, are ignored. */
  set(field: string, value: LocalData): void {
    const before = this.#values.get(field)
    if (typeof before !== typeof value || before === value) return
    if (typeof value === 'number' && !Number.isFinite(value)) return
    this.#values.set(field, value)
    for (const reader of [...this.readers]) if (reader.reads(this, field)) reader.update()
  }

  values(): Record<string, LocalData> {
    return Object.fromEntries(this.#values)
  }
}

/** Finds the nearest state of a name around a place. */
export type FindState = (name: string) => State | undefined

/** What is shown in one place, and what it is computed from. */
export class Reader {
  readonly #values: readonly PartValue[]
  readonly #show: (values: readonly unknown[]) => void
  readonly #states: Map<string, State | undefined>
  readonly #fields: readonly (readonly [state: string, field: string])[]
  #shown: string | undefined

  constructor(values: readonly PartValue[], find: FindState, show: (values: readonly unknown[]) => void) {
    this.#values = values
    this.#show = show
    this.#fields = values.flatMap((value) =>
      isExpression(value) && !isData(value['=']) ? fieldsOf(value['=']) : [],
    )
    this.#states = new Map(this.#fields.map(([state]) => [state, find(state)]))
    for (const state of this.#states.values()) state?.readers.add(this)
  }

  /** The names of the states that it reads, and that are not there. */
  get missing(): string[] {
    return [...this.#states].flatMap(([name, state]) => (state ? [] : [name]))
  }

  reads(state: State, field: string): boolean {
    return this.#fields.some(([name, own]) => own === field && this.#states.get(name) === state)
  }

  /** Computes what it shows, and shows it when it is something else. */
  update(): void {
    const values = this.#values.map((value) => (isExpression(value) ? this.#value(value['=']) : value))
    const shown = JSON.stringify(values)
    if (shown === this.#shown) return
    this.#shown = shown
    this.#show(values)
  }

  /** No state is read any more. */
  stop(): void {
    for (const state of this.#states.values()) state?.readers.delete(this)
  }

  #value(expression: LocalPartValue['=']): unknown {
    // Data that would look like an expression.
    if (isData(expression)) return expression[1]
    return evaluate(expression, (state, field) => this.#states.get(state)?.get(field))
  }
}

type Data = Extract<LocalPartValue['='], readonly ['json', unknown]>

function isData(expression: LocalPartValue['=']): expression is Data {
  return Array.isArray(expression) && expression[0] === 'json'
}

function isExpression(value: PartValue): value is LocalPartValue {
  return value instanceof Object && '=' in value
}
