/** Helpers for templates whose values only templates know, with the names that Lit gives them where Lit has them. */
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
