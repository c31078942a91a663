/** What values of local state are combined with. */
import type { LocalData, LocalExpression } from '../../protocol/local-expressions.ts'
import { describe } from '../tree/describe.ts'
import { localOperand } from '../../errors/local.ts'
import { isLocalData, isLocalValue, LocalValue, type Operand } from './local-value.ts'

/** Whether it is false. */
export function not(value: LocalValue<boolean>): LocalValue<boolean> {
  const [of] = operands('not', [value])
  return new LocalValue({ expression: ['not', of.expression], initial: !of.initial, operands: [of] })
}

/** Whether all of these are true. */
export function and(...values: readonly LocalValue<boolean>[]): LocalValue<boolean> {
  const all = operands('and', values)
  const expression: LocalExpression = ['and', ...all.map((each) => each.expression)]
  return new LocalValue({ expression, initial: all.every(({ initial }) => initial), operands: all })
}

/** Whether one of these is true. */
export function or(...values: readonly LocalValue<boolean>[]): LocalValue<boolean> {
  const all = operands('or', values)
  const expression: LocalExpression = ['or', ...all.map((each) => each.expression)]
  return new LocalValue({ expression, initial: all.some(({ initial }) => initial), operands: all })
}

/** Whether two values are the same. */
export function equals<Value extends LocalData>(
  left: LocalValue<Value>,
  right: Operand<NoInfer<Value>>,
): LocalValue<boolean> {
  const [one, other] = operands('equals', [left, right])
  const expression: LocalExpression = ['equals', one.expression, other.expression]
  return new LocalValue({ expression, initial: one.initial === other.initial, operands: [one, other] })
}

/** Whether a number is greater than another one. */
export function greater(left: LocalValue<number>, right: Operand<number>): LocalValue<boolean> {
  const [one, other] = operands('greater', [left, right])
  const expression: LocalExpression = ['greater', one.expression, other.expression]
  return new LocalValue({ expression, initial: one.initial > other.initial, operands: [one, other] })
}

/** How many characters a text has, as `maxlength` counts them. */
export function length(text: LocalValue<string>): LocalValue<number> {
  const [of] = operands('length', [text])
  const { length: initial } = String(of.initial)
  return new LocalValue({ expression: ['length', of.expression], initial, operands: [of] })
}

/**
 * One of two texts.
 *
 * ```ts
 * html`<button class="tab ${either(equals(menu.tab, 'one'), 'active', '')}">One</button>`
 * ```
 */
export function either(
  condition: LocalValue<boolean>,
  then: Operand<string>,
  otherwise: Operand<string>,
): LocalValue<string> {
  const [of, first, second] = operands('either', [condition, then, otherwise])
  return new LocalValue({
    expression: ['either', of.expression, first.expression, second.expression],
    // The types of the parameters say so.
    initial: (of.initial ? first.initial : second.initial) as string,
    texts: first.texts && second.texts && [...first.texts, ...second.texts],
    operands: [of, first, second],
  })
}

/** The texts that are not empty, with spaces between them: for `classMap`. */
export function words(texts: readonly Operand<string>[]): LocalValue<string> {
  const all = operands('words', texts)
  return new LocalValue({
    expression: ['words', ...all.map((each) => each.expression)],
    initial: all.flatMap(({ initial }) => initial || []).join(' '),
    operands: all,
  })
}

/** The operands as values: data stands for itself. */
function operands<const Given extends readonly unknown[]>(
  operator: string,
  given: Given,
): { [Index in keyof Given]: LocalValue } {
  const values = given.map((operand) => {
    if (isLocalValue(operand)) return operand
    if (!isLocalData(operand)) throw localOperand({ operator, operand: describe(operand) })
    return new LocalValue({
      expression: operand,
      initial: operand,
      texts: typeof operand === 'string' ? [operand] : null,
    })
  })
  // One for each that was given.
  return values as { [Index in keyof Given]: LocalValue }
}
