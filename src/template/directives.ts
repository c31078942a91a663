/** Helpers for templates, with the names that Lit gives them where Lit has them. */
import type { Json } from '../protocol/differences.ts'
import type {
  AttributesValue,
  ForeignValue,
  GuardValue,
  KeyedValue,
  RawValue,
  RepeatValue,
  StylesValue,
  TemplateValue,
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
 * html`<ul>${repeat(todos, (todo) => todo.id, (todo) => html`<li>${todo.title}</li>`)}</ul>`
 * ```
 */
export function repeat<Item>(
  items: Iterable<Item>,
  key: (item: Item, index: number) => unknown,
  template: (item: Item, index: number) => TemplateValue,
  options: RepeatOptions = {},
): RepeatValue {
  return {
    kind: 'repeat',
    items: Array.isArray(items) ? items : [...items],
    // The items are only ever given back to the functions that came with them.
    key: key as RepeatValue['key'],
    // As above.
    template: template as RepeatValue['template'],
    retain: options.retain ?? 'tree',
    deps: options.deps ?? [],
  }
}

/** `then()` when the condition holds, otherwise what `otherwise` gives, or nothing. */
export function when<Condition, Then extends TemplateValue, Otherwise extends TemplateValue = undefined>(
  condition: Condition,
  then: (condition: Exclude<Condition, false | 0 | '' | null | undefined>) => Then,
  otherwise?: () => Otherwise,
): Then | Otherwise | undefined {
  // The condition is truthy here, which is what the type of the parameter says.
  return condition ? then(condition as Exclude<Condition, false | 0 | '' | null | undefined>) : otherwise?.()
}

/**
 * The names whose value is true, for a `class` attribute, alone or beside other text.
 *
 * ```ts
 * html`<li class="item ${classMap({ done: todo.done })}">…</li>`
 * ```
 */
export function classMap(classes: Readonly<Record<string, unknown>>): string {
  return Object.keys(classes)
    .filter((name) => classes[name])
    .join(' ')
}

/**
 * CSS properties of an element, by the names that CSS has for them, custom properties included; for
 * `style=${…}` alone. They are set by script, so a strict content security policy allows them, and appear
 * when the page is live.
 *
 * ```ts
 * html`<div style=${styleMap({ width: `${percent}%`, '--accent': colour })}></div>`
 * ```
 */
export function styleMap(styles: Readonly<Record<string, string | number | null | undefined>>): StylesValue {
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
export function guard(deps: readonly unknown[], value: () => TemplateValue): GuardValue {
  return { kind: 'guard', deps, value }
}

/** Makes the value anew, elements and all, whenever the key is another than before. */
export function keyed(key: unknown, value: TemplateValue): KeyedValue {
  return { kind: 'keyed-value', key, value }
}

/** Markup that was rendered here, to be put into another template. */
export function renderedMarkup(html: string): RawValue {
  return { kind: 'raw-value', html, live: true, rendered: true }
}

/**
 * Puts in markup as it is. It must be trusted or sanitised: nothing is escaped. `live-*` attributes in it are
 * removed, so that markup of users cannot call actions, unless `live` says that they are meant.
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
): AttributesValue {
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
