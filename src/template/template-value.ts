/** What may stand in the holes of templates: descriptions that nothing has been done with yet. */
import type { Binding, Json } from '../protocol/differences.ts'
import type { LiveEvent } from './live-event.ts'
import type { LocalScope } from './local/local-scope.ts'
import type { LocalValue } from './local/local-value.ts'

/** A template with its values, as `html` returns it. */
export class TemplateResult {
  readonly strings: TemplateStringsArray
  readonly values: readonly TemplateValue[]
  /** What was rendering when it was made: its handlers are called on that, wherever it is shown. Null outside of a render. */
  readonly maker: object | null

  constructor(strings: TemplateStringsArray, values: readonly TemplateValue[], maker: object | null = null) {
    this.strings = strings
    this.values = values
    this.maker = maker
  }
}

/**
 * What may stand in a hole. Objects, dates and promises may not: say how they are to be shown. Which of these a hole
 * takes depends on where it is, which types do not know: `true` belongs to `?hidden=${…}`, a function to `@click=${…}`.
 */
export type TemplateValue =
  | TemplateContent
  | boolean
  | StylesValue
  | AttributesValue
  | ForeignValue
  | DirectiveValue
  | Expansion
  | LocalScope
  | LocalValue
  | EventBinding
  | ((event: LiveEvent) => unknown)

/** What can be shown between tags. */
export type TemplateContent =
  | string
  | number
  | bigint
  | false
  | null
  | undefined
  | TemplateResult
  | Iterable<TemplateContent>
  | RepeatValue
  | GuardValue
  | ContinuedValue
  | KeyedValue
  | RawValue
  | Misuse
  | ComponentValue
  | StreamSource
  | PortalValue
  | LocalValue<number | string>

// --- made by directives ---

/** What the helpers of `directives.ts` put into a template. */
export type Directive =
  | RepeatValue
  | GuardValue
  | ContinuedValue
  | KeyedValue
  | RawValue
  | StylesValue
  | AttributesValue
  | ForeignValue
  | PortalValue
  | Misuse

/**
 * What a helper gives that was called with something that it cannot take. It is refused where it stands: there the
 * author can be shown the template.
 */
export class Misuse {
  readonly kind = 'misuse'
  /** `repeat(undefined, …)` */
  readonly call: string
  readonly remedy: string

  constructor(call: string, remedy: string) {
    this.call = call
    this.remedy = remedy
  }
}

/** Rows with keys, made by `repeat`. */
export interface RepeatValue {
  readonly kind: 'repeat'
  readonly items: readonly unknown[]
  readonly key: (item: unknown, index: number) => unknown
  readonly template: (item: unknown, index: number) => TemplateContent
  readonly retain: 'tree' | 'identity' | 'hash'
  readonly deps: readonly unknown[]
  /** See {@link TemplateResult.maker}. */
  readonly maker: object | null
}

/** CSS properties, made by `styleMap`. */
export interface StylesValue {
  readonly kind: 'styles'
  readonly styles: Readonly<Record<string, string | number | null | undefined>>
}

/** Content with what it depends on, made by `guard`. */
export interface GuardValue {
  readonly kind: 'guard'
  readonly deps: readonly unknown[]
  readonly value: () => TemplateContent
  /** See {@link TemplateResult.maker}. */
  readonly maker: object | null
}

/** Content that goes on from what was made for the same place before. */
export interface ContinuedValue {
  readonly kind: 'continued'
  /** What it is made of: two that are made of equal things show the same. */
  readonly source: unknown
  /**
   * Gives what is shown, from what this gave for the place before; anything else, or null, where that is something else. It gives the same object
   * where nothing changes.
   */
  readonly next: (before: unknown) => Continued
}

/** What a {@link ContinuedValue} goes on from. */
export interface Continued {
  readonly content: TemplateContent
}

/** Content with a key, made by `keyed`. */
export interface KeyedValue {
  readonly kind: 'keyed-value'
  readonly key: unknown
  readonly value: TemplateContent
}

/** Markup of which nothing is escaped, made by `unsafeHTML`. */
export interface RawValue {
  readonly kind: 'raw-value'
  readonly html: string
  readonly live: boolean
  /** Rendered by this framework: its marks are taken as they are. */
  readonly rendered?: true
}

/** Content that stands elsewhere in the document, made by `portal`. */
export interface PortalValue {
  readonly kind: 'portal-value'
  /** The id of the element that it stands in. */
  readonly target: string
  readonly value: TemplateContent
}

/** Attributes by name, made by `attrs`. */
export interface AttributesValue {
  readonly kind: 'attributes'
  readonly attributes: Readonly<Record<string, Json | undefined>>
}

/** A mark on an element, made by `foreign`. */
export interface ForeignValue {
  readonly kind: 'foreign'
}

// --- made by the layer above ---

/** What stands among the attributes of an element and is done by a lazy module of the client. */
export interface DirectiveValue {
  readonly kind: 'directive'
  /** The module, as the client calls it: `Hooks`. */
  readonly module: string
  /** What the module gets. */
  readonly data: Json
  /** The type of the event that the module sends for it; empty without a handler. */
  readonly type: string
  readonly handler: EventHandler | EventBinding | null
  /** Whether what is in the element is left to others, as with `foreign`. */
  readonly closed: boolean
}

/**
 * What one hole among the attributes of an element stands for: attributes, properties and events. `bind` and the fields of forms give
 * it; name the type where you hand one on.
 *
 * ```ts
 * const field = (name: string, control: Expansion) => html`<label>${name} <input ${control} /></label>`
 * html`<form>${field('Title', bind(this, 'title'))}</form>`
 * ```
 */
export interface Expansion {
  readonly kind: 'expansion'
  /** Written as in templates: `name`, `?name`, `.name`, `@name`; an empty name for a hole that has none. */
  attributes(element: ExpandedElement): readonly ExpandedAttribute[]
  /** Those of a hidden field, which comes first in the element: for a form, without which it would send something else. */
  hiddenField?(element: ExpandedElement): readonly ExpandedAttribute[]
}

export type ExpandedAttribute = readonly [written: string, value: unknown]

/** The element that an {@link Expansion} stands on, as its template writes it. */
export interface ExpandedElement {
  readonly tag: string
  /** What is written for an attribute: its text, or what is in its hole. Undefined where nothing is. */
  attribute(name: string): unknown
}

// `any`: handlers of every event type are stored side by side; `on` and `html` check them where they are written.
// oxlint-disable-next-line typescript/no-explicit-any
export type EventHandler = (this: any, event: any) => unknown

/**
 * A handler with options, made by `on` or `chain`; name the type where you hand one on.
 *
 * ```ts
 * const row = (text: string, press: EventBinding) => html`<li><button @click=${press}>${text}</button></li>`
 * html`<ul>${row('Help', chain(open('#help'), () => {}))}</ul>`
 * ```
 */
export interface EventBinding {
  readonly kind: 'binding'
  readonly handler: EventHandler | null
  /** What the browser must know; compared by its JSON. Null when there is nothing. */
  readonly client: Binding | null
  /** For the layer above. */
  readonly options: object | null
}

/** A component in a template, before it is resolved: the layer above makes these and knows their type. */
export interface ComponentValue {
  readonly kind: 'component-value'
  readonly type: unknown
  readonly props: Readonly<Record<string, unknown>>
  readonly key: unknown
}

/** A stream in a template: the resource gives the rows that have not been sent. */
export interface StreamSource {
  readonly kind: 'stream-source'
  /** `new`: where it is shown, nothing showed it in the tree before. */
  pending(place: 'same' | 'new'): { readonly keys: readonly string[]; readonly rows: readonly InstanceLike[] }
  /** The row cannot be shown: it does not wait any longer. */
  refused(key: string, error: unknown): void
}

/** A row as the author's template gave it. */
export type InstanceLike = { readonly strings: TemplateStringsArray; readonly values: readonly unknown[] }
