/**
 * The grammar of differences: what changes in the tree that the browser holds. Template ids are
 * numbers of the server's process, row ids of their list. `docs/reference/protocol.md`
 * specifies the same grammar in prose.
 */

import type { LocalCommand, LocalPartValue } from './local-expressions.ts'
import type { Shortcut } from './shortcuts.ts'

/** A JSON value, as it crosses the wire. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** `[root, child, root, child, …]`: one change for each root that changed. */
export type Difference = readonly (number | ChildDifference)[]

/**
 * A change to one child part:
 * `null`, string or number: this text; `[0, part, value, …]`: the same instance, with these parts
 * changed; anything else replaces or edits what stands there.
 */
export type ChildDifference =
  | Text
  | TextAppended
  | InstanceChanged
  | NewInstance
  | NewList
  | ListDifference
  | RawHtml
  | NewStream
  | NewPortal
  | LocalPartValue

/** What a child part shows as text. `null` shows nothing. */
export type Text = null | string | number

/** The text grew at its end by this much. */
export interface TextAppended {
  readonly '+': string
}

/** `[0, part, value, part, value, …]`, parts in ascending order. */
export type InstanceChanged = readonly [0, ...PartChange[]]

/** `[part, value, part, value, …]` of an instance whose template is known. */
export type PartChanges = readonly PartChange[]
export type PartChange = number | PartDifference

/**
 * `[template, value, value, …]`: one value a part, in the order of the parts. Template ids start at 1. One value more
 * is the key of the instance: a digest that means the same in another circuit, told of what holds controls.
 */
export type NewInstance = readonly [number, ...PartValue[]]

/** Markup that is put in as it is. */
export interface RawHtml {
  readonly h: string
}

/** A list in full. Its rows have the ids in `d`; without it 0, 1, 2, … in order. */
export interface NewList {
  readonly i: readonly RowRun[]
  readonly d?: RowIds
}

/**
 * The ids of the rows of a list in their order, each an id or `[first, last]` for consecutive ones, behind
 * the id that the next new row gets.
 */
export type RowIds = readonly [next: number, ...ids: (number | readonly [first: number, last: number])[]]

/** `[template, values, values, …]`: consecutive rows of one template. */
export type RowRun = readonly [number, ...(readonly PartValue[])[]]

/** What changed in a list, applied in the order `u s x o`. */
export interface ListDifference {
  /** `[row, changes, row, changes, …]`: rows whose parts changed. */
  readonly u?: readonly (number | PartChanges)[]
  /** `[row, instance, row, instance, …]`: rows that now show another template, under the same id. */
  readonly s?: readonly (number | NewInstance)[]
  /** Rows to remove: an id, or `[first, last]` for consecutive ids. */
  readonly x?: readonly (number | readonly [number, number])[]
  /**
   * Rows to move or insert, from the end of the list to its start. Each stands before `before`, a row id
   * or -1 for the end of the list.
   */
  readonly o?: readonly RowPlacement[]
}

/** `[before, row]` moves a row; `[before, [first, run, …]]` inserts rows whose ids start at `first`. */
export type RowPlacement = readonly [before: number, what: number | InsertedRows]
export type InsertedRows = readonly [first: number, ...RowRun[]]

/** A stream: the browser keeps what rows it has; they come and go by `stream` effects. */
export interface NewStream {
  readonly k: readonly StreamRow[]
}

/** What stands elsewhere in the document, in the element with the id `p`; empty for its own place. It changes as content does. */
export interface NewPortal {
  readonly p: string
  readonly c: ChildDifference
}

/** `[key, template, value, …]` of one row of a stream. */
export type StreamRow = readonly [key: string, ...instance: NewInstance]

/**
 * The value of a part in a new instance. Text, boolean (`0` or `1`) and attribute parts carry their value,
 * child parts what {@link ChildDifference} allows for something new, event parts `0` or their
 * {@link Binding}, properties and spreads any JSON. Text, attributes and properties may be computed from local state.
 */
export type PartValue = ChildDifference | Json

/** The change of a part in an instance that stays. */
export type PartDifference = PartValue

/** What the browser must know of an event part beyond the fact that there is one. Absent: all defaults. */
export interface Binding {
  /** Whether the browser's default is prevented, where that differs from what the type of the event says. */
  readonly prevent?: 0 | 1
  readonly stop?: 1
  readonly once?: 1
  readonly self?: 1
  /** `KeyboardEvent.key` values that are let through; all when absent. */
  readonly keys?: readonly string[]
  /** Commands performed by the browser when the event fires. */
  readonly run?: readonly Command[]
  /** Commands whose effects the page shows until the event has its outcome. */
  readonly optimistic?: readonly (Command | CommandsByKey)[]
  /** There is no handler on the server: nothing is sent. */
  readonly local?: 1
  /** Whether only the newest event matters, where that differs from what the type of the event says. */
  readonly latest?: 0 | 1
  /** It does not hear again of what users did in another circuit. */
  readonly recover?: 0
  readonly pending?: PendingLook
  /** What changes in local state. */
  readonly set?: readonly LocalCommand[]
  /** The local states that are sent with the event, by their names. */
  readonly send?: readonly string[]
  /** What the lazy module of options does. */
  readonly x?: BindingOptions
}

/**
 * What an element shows, or the button that submitted its form, until the outcome; 1 where the form is to keep what was sent, and
 * nothing else. In a list, which may be empty: the form does not keep what was sent.
 */
export type PendingLook = DisableWith | 1 | readonly [instead?: DisableWith]

/** Text, or markup. */
export type DisableWith = string | RawHtml

/** Options of a handler that not every page needs. */
export interface BindingOptions extends HandlerTiming {
  /** The combinations of keys that are let through. */
  readonly shortcuts?: readonly Shortcut[]
  /** Whether shortcuts fire while the user types elsewhere. Default: those that are no text there. */
  readonly typing?: 0 | 1
  /** Shortcuts fire again and again while the keys are held. */
  readonly repeat?: 1
  /** The question that the user must agree to. */
  readonly confirm?: string
  /** Fires on the way down, before handlers of what is inside. */
  readonly capture?: 1
}

/** In milliseconds. A handler has one of them, or none. */
export interface HandlerTiming {
  /** What happens is sent when nothing has happened for so long. */
  readonly debounce?: number
  /** What happens is sent at once, and then the newest so often at most. */
  readonly throttle?: number
}

/** Commands for what is pressed, a name as in `keys` or a shortcut: those of the first that is. */
export type CommandsByKey = readonly (readonly [pressed: string | Shortcut, ...commands: Command[]])[]

/** Something that the browser does without the server, for an event part or because an effect says so. */
export type Command =
  | PlainCommand
  | ChangeCommand
  | readonly ['transition', target: CommandTarget, motion: Motion]
  | readonly ['restore', target: CommandTarget, attribute?: string]
  | readonly ['focusFirst', target: CommandTarget]
  /** Without a target what has the focus is remembered. */
  | readonly ['pushFocus', target?: CommandTarget]
  | readonly ['popFocus']
  | readonly ['open' | 'close', target: CommandTarget]
  | readonly ['copy', target: CommandTarget]
  | readonly ['copyText', text: string]
  /** Runs the commands that the target has for events of the type. */
  | readonly ['exec', target: CommandTarget, type: string]
  | RowCommand

/** With a selector they are effects of their own, too. */
export type PlainCommand =
  | readonly ['focus', target: CommandTarget]
  | readonly [
      'scroll',
      target: CommandTarget,
      behavior?: 'auto' | 'smooth' | 'instant',
      block?: 'start' | 'center' | 'end' | 'nearest',
    ]
  | readonly ['dispatch', target: CommandTarget, type: string, detail?: Json]

/** What changes an attribute. */
export type ChangeCommand =
  | readonly ['show' | 'hide', target: CommandTarget, motion?: Motion | null]
  | readonly ['toggle', target: CommandTarget, enter?: Motion | null, leave?: Motion]
  | readonly ['addClass' | 'removeClass' | 'toggleClass', target: CommandTarget, names: string]
  | readonly ['setAttribute', target: CommandTarget, name: string, value: string]
  | readonly ['removeAttribute', target: CommandTarget, name: string]
  | readonly ['toggleAttribute', target: CommandTarget, name: string, value: string, other?: string]

/** What is done only while an event has no outcome. */
export type RowCommand =
  | readonly ['setValue', target: CommandTarget, text: string]
  | readonly ['setFields', target: CommandTarget]
  | readonly ['appendRow' | 'prependRow', target: CommandTarget, html: string]
  | readonly ['removeRow', target: CommandTarget]
  | readonly [
      'moveRow',
      target: CommandTarget,
      how: 'up' | 'down' | 'first' | 'last' | 'before' | 'into',
      selector?: string,
    ]

/**
 * A selector for elements of the page, or the way to them from the element of the handler, in this order: `closest` around it,
 * `previous` before it in the document, `next` behind it, all that is `inside`.
 */
export type CommandTarget =
  string | { readonly [Step in 'closest' | 'previous' | 'next' | 'inside']?: string }

/** Classes that an element has while it moves: all the time, at the start, and after that. */
export type Motion = readonly [during: string] | readonly [during: string, from: string, to: string]
/** How an element glides to where it has moved: 1 by default. The duration in milliseconds. */
export type Glide = 1 | readonly [duration: number | null, easing: string | null]

/** In a shape, where the number of a part would stand: the key of the instance follows, see {@link NewInstance}. */
export const KEY_PART = -1

/**
 * The structure of a tree without its values, by which the browser finds the parts in HTML that it already
 * shows: a template id, or `[template, part, shape, part, shape, …]` for parts that hold more than text.
 */
export type Shape = number | readonly [number, ...(number | PartShape)[]]

/**
 * What stands in a part: an instance, a list, a stream with its keys, raw markup, or the value of a part
 * that HTML cannot carry.
 */
export type PartShape =
  Shape | ListShape | StreamShape | PortalShape | { readonly h: 1 } | { readonly v: Json }

/** Rows by run-length, `[count, shape, count, shape, …]`, with their ids as in {@link NewList}. */
export interface ListShape {
  readonly r: readonly Shape[]
  readonly d?: RowIds
}

/** What stands elsewhere; 0 for text there, or nothing. */
export type PortalShape = { readonly p: string; readonly c: PartShape }

export interface StreamShape {
  readonly k: readonly string[]
  readonly r: readonly Shape[]
}

/**
 * Templates by wire id. Its content hash alone where the browser said that it has it, otherwise
 * `[hash, html, parts]`, with a namespace where it stands in one: 1 is SVG, 2 is MathML.
 */
export type TemplateTable = { readonly [id: string]: string | TemplateDefinition }

export type TemplateDefinition = readonly [
  hash: string,
  html: string,
  parts: readonly PartDescriptor[],
  namespace?: 1 | 2,
]

/**
 * How a part is bound; the first character is its kind.
 *
 * | descriptor | part |
 * |---|---|
 * | `'c'` | child, its content ends at a comment |
 * | `'s'` | the only child of its element, no comment |
 * | `'t'` | text of a textarea or title, together with `['t', static, …, static]` when mixed |
 * | `'=name'`, `['=name', static, …, static]` | attribute, whole or with text around its holes (one part a hole) |
 * | `'?name'` | boolean attribute |
 * | `'.name'` | property |
 * | `'@type'` | event |
 * | `'~'` | styles by CSSOM |
 * | `'*'` | a spread of attributes |
 * | `'!'` | foreign: nothing below is touched |
 */
export type PartDescriptor = string | readonly string[]
