/** Values that the browser computes from local state. They are data: expressions in JSON, of which nothing is evaluated here. */
import { localValueAsText, localTooDeep } from '../../errors/local.ts'
import type { LocalData, LocalExpression } from '../../protocol/local-expressions.ts'

/** How deep expressions may be nested, and how many operations one may have. */
export const MOST_LEVELS = 16
export const MOST_OPERATIONS = 200

/**
 * A value that the browser computes from local state, for text, attributes and properties of a template. What it is there the
 * server does not know; it renders what follows from the initial values.
 */
export class LocalValue<out Value extends LocalData = LocalData> {
  readonly kind = 'local'
  /** As it is on the wire. */
  readonly expression: LocalExpression
  readonly initial: Value
  /** All texts that it can be; null when it can be any. */
  readonly texts: readonly string[] | null
  readonly levels: number
  readonly operations: number

  constructor(parts: LocalParts<Value>) {
    const { expression, initial, texts = null, operands = [] } = parts
    this.expression = expression
    this.initial = initial
    this.texts = texts
    this.levels = 1 + Math.max(0, ...operands.map(({ levels }) => levels))
    this.operations = operands.reduce((sum, { operations }) => sum + operations, 1)
    if (this.levels > MOST_LEVELS || this.operations > MOST_OPERATIONS)
      throw localTooDeep({ levels: this.levels, operations: this.operations })
  }

  /** Text cannot be made of it on the server: `${menu.tab}` outside of `html`, `menu.tab + ''`. */
  [Symbol.toPrimitive](): never {
    throw localValueAsText({ expression: JSON.stringify(this.expression) })
  }

  toString(): string {
    return this[Symbol.toPrimitive]()
  }
}

/** What a value is made of. */
export interface LocalParts<Value extends LocalData> {
  readonly expression: LocalExpression
  readonly initial: Value
  readonly texts?: readonly string[] | null
  readonly operands?: readonly LocalValue[]
}

/** A value, or data that stands in the place of one. */
export type Operand<Value extends LocalData> = Value | LocalValue<Value>

export function isLocalValue(value: unknown): value is LocalValue {
  return value instanceof LocalValue
}

/** Whether local state can hold it. JSON has no NaN and no infinities. */
export function isLocalData(value: unknown): value is LocalData {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}
