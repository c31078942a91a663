/** Helpers for templates, with the names that Lit gives them where Lit has them. It is long by the examples of each. */
import { either, words } from './local/local-operators.ts'
import { isLocalValue, type LocalValue } from './local/local-value.ts'
import { currentMaker } from './html.ts'
import { describe } from './tree/describe.ts'
import type { Json } from '../protocol/differences.ts'
import {
  Misuse,
  type AttributesValue,
  type ForeignValue,
  type GuardValue,
  type KeyedValue,
  type RawValue,
  type RepeatValue,
  type StylesValue,
  type TemplateContent,
  type TemplateValue,
} from './template-value.ts'

/** Options of {@link repeat}. */
export interface RepeatOptions {
  /**
   * What the server keeps of each row. `tree` (the default) keeps all of it. `identity` keeps the item: a row
   * whose item is the same object is skipped. `hash` keeps a number: a row whose values hash the same is not
   * sent. The latter two suit lists of more than some hundred rows, and send a changed row whole.
   */
  readonly retain?: 'tree' | 'identity' | 'hash'
  /** With `identity`: what the rows show besides their items. When one of these changes, all rows are rendered. */
  readonly deps?: readonly unknown[]
}

/**
 * A list whose rows are known by a key, so that they keep their elements when they move.
 *
 * ```ts
 * const todos = [{ id: 1, title: 'Write' }]
 * html`<ul>${repeat(todos, (todo) => todo.id, (todo) => html`<li>${todo.title}</li>`)}</ul>`
 * ```
 */
export function repeat<Item>(
  items: Iterable<Item>,
  key: (item: Item, index: number) => unknown,
  template: (item: Item, index: number) => TemplateContent,
  options: RepeatOptions = {},
): RepeatValue | Misuse {
  if (!isIterable(items))
    return new Misuse(
      `repeat(${describe(items)}, …)`,
      'Its items are an array, or another iterable: repeat(items ?? [], …).',
    )
  if (typeof key !== 'function' || typeof template !== 'function') {
    return new Misuse(
      `repeat(items, ${describe(key)}, ${describe(template)})`,
      'Two functions follow the items: repeat(items, (item) => item.id, (item) => html`<li>${item.name}</li>`).',
    )
  }
  return {
    kind: 'repeat',
    items: Array.isArray(items) ? items : [...items],
    // The items are only ever given back to the functions that came with them.
    key: key as RepeatValue['key'],
    // As above.
    template: template as RepeatValue['template'],
    retain: options.retain ?? 'tree',
    deps: options.deps ?? [],
    maker: currentMaker(),
  }
}

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

/**
 * The names whose value is true, for a `class` attribute, alone or beside other text. Values of local state decide in the browser.
 *
 * ```ts
 * html`<li class="item ${classMap({ done: todo.done })}">…</li>`
 * ```
 */
export function classMap<Classes extends Readonly<Record<string, unknown>>>(
  classes: Classes,
): ClassNames<Classes> {
  if (!isObject(classes)) {
    const misuse: unknown = new Misuse(
      `classMap(${describe(classes)})`,
      'It takes an object: classMap({ done: todo.done }).',
    )
    // No text, and so refused where it stands.
    return misuse as ClassNames<Classes>
  }
  const names = Object.entries(classes).flatMap(([name, value]) =>
    // What local state decides on is a flag.
    isLocalValue(value) ? either(value as LocalValue<boolean>, name, '') : value ? name : [],
  )
  // With a value of local state among them they are one, as the type says.
  return (names.some(isLocalValue) ? words(names) : names.join(' ')) as ClassNames<Classes>
}

/** Text, or a value of local state where one of them is one. */
export type ClassNames<Classes> = [Extract<Classes[keyof Classes], LocalValue>] extends [never]
  ? string
  : LocalValue<string>

/**
 * CSS properties of an element, by the names that CSS has for them, custom properties included; for
 * `style=${…}` alone. They are set by script, so a strict content security policy allows them, and appear
 * when the page is live.
 *
 * ```ts
 * html`<div style=${styleMap({ width: `${percent}%`, '--accent': colour })}></div>`
 * ```
 */
export function styleMap(
  styles: Readonly<Record<string, string | number | null | undefined>>,
): StylesValue | Misuse {
  if (!isObject(styles))
    return new Misuse(
      `styleMap(${describe(styles)})`,
      'It takes an object: styleMap({ width: `${percent}%` }).',
    )
  return { kind: 'styles', styles }
}

/**
 * Renders the value only when one of the dependencies is another than before. Components in it go on by
 * themselves.
 *
 * ```ts
 * html`<section>${guard([this.rows], () => bigTable(this.rows))}</section>`
 * ```
 */
export function guard(deps: readonly unknown[], value: () => TemplateContent): GuardValue | Misuse {
  if (!Array.isArray(deps) || typeof value !== 'function') {
    return new Misuse(
      `guard(${describe(deps)}, ${describe(value)})`,
      'It takes an array of what the value depends on, and a function that gives it: guard([rows], () => table(rows)).',
    )
  }
  return { kind: 'guard', deps, value, maker: currentMaker() }
}

/**
 * Makes the value anew, elements and all, whenever the key is another than before: what was typed and the focus go with them.
 *
 * ```ts
 * html`<form>${keyed(user.id, html`<input name="name" .value=${user.name} />`)}</form>`
 * ```
 */
export function keyed(key: unknown, value: TemplateContent): KeyedValue {
  return { kind: 'keyed-value', key, value }
}

/** Markup that was rendered here, to be put into another template. */
export function renderedMarkup(html: string): RawValue {
  return { kind: 'raw-value', html, live: true, rendered: true }
}

/**
 * Puts in markup, made whole. It must be trusted or sanitised: nothing is escaped. `live-*` attributes in it are
 * removed, so that markup of users cannot call actions, unless `live` says that they are meant.
 *
 * ```ts
 * html`<article>${unsafeHTML(sanitised)}</article>`
 * ```
 */
export function unsafeHTML(html: string, options: { readonly live?: boolean } = {}): RawValue {
  return { kind: 'raw-value', html, live: options.live ?? false }
}

/**
 * Attributes whose names are not known beforehand, on the element that it is written on. Names are as in
 * templates: `name`, `?boolean`, `.property`; a property may hold any JSON. Events are not possible here.
 *
 * ```ts
 * html`<input ${attrs({ name: 'age', '?required': true, '.value': age })} />`
 * ```
 */
export function attrs<Attributes extends object>(
  attributes: Attributes & JsonCompatible<Attributes>,
): AttributesValue | Misuse {
  if (!isObject(attributes))
    return new Misuse(`attrs(${describe(attributes)})`, 'It takes an object: attrs({ title }).')
  // That is what the type of the parameter says; interfaces would not be accepted if it said so itself.
  return { kind: 'attributes', attributes: attributes as AttributesValue['attributes'] }
}

/** The type itself when JSON can hold it, interfaces included; otherwise nothing fits. */
export type JsonCompatible<Value> = Value extends Json | undefined
  ? Value
  : Value extends (...args: never) => unknown
    ? never
    : Value extends object
      ? { readonly [Name in keyof Value]: JsonCompatible<Value[Name]> }
      : never

/**
 * Leaves what is in the element to others: scripts of the page and operations may change it, and no
 * difference touches it.
 *
 * ```ts
 * html`<div id="map" ${foreign()}></div>`
 * ```
 */
export function foreign(): ForeignValue {
  return { kind: 'foreign' }
}

// --- what JavaScript calls these with ---

function isIterable(value: unknown): boolean {
  return isObject(value) && Symbol.iterator in value
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
