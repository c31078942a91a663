/** What a template knows of its parts. */
import type { Namespace } from './nodes.ts'
import type { UrlUse } from './urls.ts'

/** A position in a template that can change. There is one for each hole, in the same order. */
export interface Part {
  readonly index: number
  readonly kind: PartKind
  /** Of the attribute, property or event; empty for other kinds. */
  readonly name: string
  /** The element that it is on, or that its content is in; empty at the top of a template. */
  readonly tag: string
  /** Whether the hole is all of its attribute or text. */
  readonly whole: boolean
  /** For an attribute or property that holds an address, how it does. */
  readonly url: UrlUse | null
  /** Whether the HTML of the page carries what a property is set to. */
  readonly inHtml: boolean
  /** Whether it is the value of a control that text is typed into. */
  readonly typed: boolean
  /** For content: the elements of this template around it, outermost first, and their namespace. */
  readonly around: readonly string[]
  readonly namespace: Namespace
  /** What can disable the element, or make it or something around it inert. */
  readonly blockers: readonly Blocker[]
  /** The innermost `<form>` of this template that it is on or in, by its place among them; -1 without one. */
  readonly form: number
}

/**
 * `child` is content, `dropped` is in a comment and shows nothing, `text` is text of a textarea or title, `styles` is `style=${styleMap(…)}`, `spread`,
 * `foreign` and `directive` stand among the attributes.
 */
export type PartKind =
  ElementPartKind | 'child' | 'dropped' | 'text' | 'attribute' | 'boolean' | 'property' | 'event' | 'styles'

/** What a hole among the attributes may be: its value decides. */
export type ElementPartKind = 'spread' | 'foreign' | 'directive'

/** An attribute that blocks events: written out (`part` is -1), or the value of a part. */
export interface Blocker {
  readonly name: 'disabled' | 'inert'
  readonly part: number
}

/**
 * Where and how a value goes into the HTML of the page: after `before`. `attributes` are those of an element together;
 * `event` says where the browser must not do what it would do by itself; `chosen` is written twice, before and after the options of a select, one of which it chooses.
 */
export interface Slot {
  readonly before: string
  readonly part: number
  readonly as:
    | 'child'
    | 'sole'
    | 'text'
    | 'attribute'
    | 'segment'
    | 'boolean'
    | 'event'
    | 'spread'
    | 'attributes'
    | 'chosen'
  /** Of an attribute; empty otherwise. */
  readonly name: string
  /** Whether the parser would drop a line feed at the start of what comes here. */
  readonly dropsLineFeed: boolean
}

/** Whether a part sets a property or attribute of a control that its user changes too. */
export function isChangedByUsers({ kind, name }: Part): boolean {
  return (
    (kind === 'property' || kind === 'boolean') &&
    /^(?:value|checked|selected|indeterminate|open)$/.test(name)
  )
}
