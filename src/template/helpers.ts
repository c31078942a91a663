/** Helpers for templates that give plain values, with the names that Lit gives them. */
import { isLocalValue } from './local/local-value.ts'
import { Misuse, type TemplateValue } from './template-value.ts'

/**
 * Shows nothing as content, and removes an attribute that it is all of. The same as `null`, for those who come from
 * Lit.
 *
 * ```ts
 * html`<p title=${hint === '' ? nothing : hint}>${nothing}</p>`
 * ```
 */
export const nothing = null

/**
 * The value, or `null` in place of `undefined`, so that the attribute that it is all of goes.
 *
 * ```ts
 * html`<a href=${ifDefined(article.source)}>Source</a>`
 * ```
 */
export function ifDefined<Value>(value: Value): Exclude<Value, undefined> | null {
  // What is not undefined here is what the type says.
  return value === undefined ? null : (value as Exclude<Value, undefined>)
}

/**
 * What the function gives for each of the items. Of `null` and `undefined` it is nothing. Rows that move want {@link repeat}.
 *
 * ```ts
 * const names = ['Ada', 'Grace']
 * html`<ul>${map(names, (name, index) => html`<li>${index + 1}. ${name}</li>`)}</ul>`
 * ```
 */
export function map<Item, Value>(
  items: Iterable<Item> | null | undefined,
  template: (item: Item, index: number) => Value,
): Value[] {
  return Array.from(items ?? [], template)
}

/**
 * The numbers from `start`, or 0, up to but without `end`, in steps of 1 or of `step`.
 *
 * ```ts
 * html`<select>${map(range(1, 11), (seats) => html`<option>${seats}</option>`)}</select>`
 * ```
 */
export function range(end: number): number[]
export function range(start: number, end: number, step?: number): number[]
export function range(startOrEnd: number, end?: number, step: number = 1): number[] {
  const [from, to] = end === undefined ? [0, startOrEnd] : [startOrEnd, end]
  const count = Math.ceil((to - from) / step)
  return Array.from(
    { length: Number.isFinite(count) ? Math.max(0, count) : 0 },
    (_, index) => from + index * step,
  )
}

/**
 * The items with something between them: a value, or what a function gives for the index of the item before. Of `null` and `undefined`
 * it is nothing.
 *
 * ```ts
 * html`<p>${join(names, ', ')}</p>`
 * ```
 */
export function join<Item, Joiner>(
  items: Iterable<Item> | null | undefined,
  joiner: Joiner | ((index: number) => Joiner),
): (Item | Joiner)[] {
  // A joiner is what is shown between items, which is no function.
  const between = typeof joiner === 'function' ? (joiner as (index: number) => Joiner) : () => joiner
  return Array.from(items ?? []).flatMap((item, index) => (index === 0 ? [item] : [between(index - 1), item]))
}

/**
 * What belongs to the first case that equals the value (`===`), otherwise what `otherwise` gives, or nothing.
 *
 * ```ts
 * html`<p>${choose(status, [['sent', () => 'On its way'], ['paid', () => 'Being packed']], () => 'Open')}</p>`
 * ```
 */
export function choose<
  Case,
  const Cases extends readonly (readonly [NoInfer<Case>, () => TemplateValue])[],
  Otherwise extends TemplateValue = undefined,
>(
  value: Case,
  cases: Cases,
  otherwise?: () => Otherwise,
): ReturnType<Cases[number][1]> | Otherwise | undefined {
  const found = cases.find(([each]) => each === value)
  // It is one of the cases, and gives what that gives.
  return found === undefined ? otherwise?.() : (found[1]() as ReturnType<Cases[number][1]>)
}

/**
 * What `then` gives when the condition is truthy, otherwise what `otherwise` gives, or nothing. `then` gets the condition, without `null`
 * and the like. Local state is no condition, as the server does not know it: hide with `?hidden`.
 *
 * ```ts
 * html`<p>${when(this.user, (user) => html`Hello ${user.name}`, () => html`<a href="/login">Log in</a>`)}</p>`
 * ```
 */
export function when<Condition, Then extends TemplateValue, Otherwise extends TemplateValue = undefined>(
  condition: Condition,
  then: (condition: Exclude<Condition, false | 0 | '' | null | undefined>) => Then,
  otherwise?: () => Otherwise,
): Then | Otherwise | undefined {
  if (isLocalValue(condition)) {
    const misuse: unknown = new Misuse(
      'when(a value of local state, …)',
      'Only the browser knows it. Render both and hide one:  <p ?hidden=${not(menu.open)}>.',
    )
    // No content, and so refused where it stands.
    return misuse as Otherwise
  }
  // The condition is truthy here, which is what the type of the parameter says.
  return condition ? then(condition as Exclude<Condition, false | 0 | '' | null | undefined>) : otherwise?.()
}
