/** What values of local state are combined with. */
import type { LocalData, LocalExpression } from '../../protocol/local-expressions.ts'
import { describe } from '../tree/describe.ts'
import { localOperand } from '../../errors/local.ts'
import { isLocalData, isLocalValue, LocalValue, type Operand } from './local-value.ts'

/**
 * Whether a flag of local state is false: `!menu.open` would be false whatever it holds, as the server does not know it.
 *
 * Throws `local-operand` for what is neither local state nor `true` or `false`, and `local-too-deep` when the value has more than
 * 200 operations, or 16 levels. So do all that combine local values.
 *
 * ```ts
 * const menu = local('menu', { open: false })
 * html`<nav ${menu}><ul ?hidden=${not(menu.open)}>…</ul></nav>`
 * ```
 */
export function not(value: LocalValue<boolean>): LocalValue<boolean> {
  const [of] = operands('not', [value])
  return new LocalValue({ expression: ['not', of.expression], initial: !of.initial, operands: [of] })
}

/**
 * Whether all of these flags are true; of none it is true.
 *
 * ```ts
 * const form = local('form', { terms: false, age: 0 })
 * html`<form ${form}><button ?disabled=${not(and(form.terms, greater(form.age, 17)))}>Join</button></form>`
 * ```
 */
export function and(...values: readonly LocalValue<boolean>[]): LocalValue<boolean> {
  const all = operands('and', values)
  const expression: LocalExpression = ['and', ...all.map((each) => each.expression)]
  return new LocalValue({ expression, initial: all.every(({ initial }) => initial), operands: all })
}

/**
 * Whether one of these flags is true, or several; of none it is false.
 *
 * ```ts
 * const search = local('search', { open: false, words: '' })
 * html`<div ${search}><ul ?hidden=${not(or(search.open, greater(length(search.words), 0)))}>…</ul></div>`
 * ```
 */
export function or(...values: readonly LocalValue<boolean>[]): LocalValue<boolean> {
  const all = operands('or', values)
  const expression: LocalExpression = ['or', ...all.map((each) => each.expression)]
  return new LocalValue({ expression, initial: all.some(({ initial }) => initial), operands: all })
}

/**
 * Whether two values are the same, as by `===`. The second may be written out.
 *
 * ```ts
 * const tabs = local('tabs', { shown: 'one' as 'one' | 'two' })
 * html`<div ${tabs}><section ?hidden=${not(equals(tabs.shown, 'one'))}>…</section></div>`
 * ```
 */
export function equals<Value extends LocalData>(
  left: LocalValue<Value>,
  right: Operand<NoInfer<Value>>,
): LocalValue<boolean> {
  const [one, other] = operands('equals', [left, right])
  const expression: LocalExpression = ['equals', one.expression, other.expression]
  return new LocalValue({ expression, initial: one.initial === other.initial, operands: [one, other] })
}

/**
 * Whether a number is greater than another one, and not equal to it. The second may be written out.
 *
 * ```ts
 * const cart = local('cart', { seats: 1 })
 * html`<p ${cart}><button ?disabled=${not(greater(cart.seats, 1))} @click=${cart.seats.add(-1)}>Fewer</button></p>`
 * ```
 */
export function greater(left: LocalValue<number>, right: Operand<number>): LocalValue<boolean> {
  const [one, other] = operands('greater', [left, right])
  const expression: LocalExpression = ['greater', one.expression, other.expression]
  return new LocalValue({ expression, initial: one.initial > other.initial, operands: [one, other] })
}

/**
 * How many characters a text has, as `maxlength` and `String.length` count them: most emoji are two or more.
 *
 * ```ts
 * const note = local('note', { text: '' })
 * html`<p ${note}><textarea @input=${note.text.setFromValue()}></textarea> ${length(note.text)} / 280</p>`
 * ```
 */
export function length(text: LocalValue<string>): LocalValue<number> {
  const [of] = operands('length', [text])
  const { length: initial } = String(of.initial)
  return new LocalValue({ expression: ['length', of.expression], initial, operands: [of] })
}

/**
 * The first text where the flag is true, otherwise the second. Each may be written out; in an address they have to be.
 *
 * ```ts
 * const menu = local('menu', { tab: 'one' })
 * html`<nav ${menu}><button class="tab ${either(equals(menu.tab, 'one'), 'active', '')}">One</button></nav>`
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
