/** What lazy modules add to the client, each when it is loaded. */
import type {
  BindingOptions,
  Command,
  PendingLook,
  HandlerTiming,
  Json,
  ListDifference,
  ListShape,
  NewInstance,
  NewList,
  NewStream,
  PartValue,
  RawHtml,
  Shape,
  StreamRow,
  StreamShape,
} from '../protocol/differences.ts'
import type { EffectOf, NamedEffect } from '../protocol/effects.ts'
import type { UpFrame } from '../protocol/codec.ts'
import type { Shortcut } from '../protocol/shortcuts.ts'
import type { EventPayload, FragmentOperation, RootEstablished, Transfer } from '../protocol/messages.ts'
import type { LocalCommand, LocalReport } from '../protocol/local-expressions.ts'
import type { ComputedPart } from './computed-part.ts'
import type { EventPart } from './handlers.ts'
import type { Link } from './recovery/link.ts'
import type { Instance, RowId, RowPlace } from './parts.ts'

/** Instances side by side in a child part, found by their ids: numbers in lists, keys in streams. */
export interface Rows {
  readonly part: RowPlace
  readonly rows: Map<RowId, Instance>
  /** The browser alone keeps them, by keys of their author. */
  readonly isStream: boolean
  /** What the next step of a path leads to. */
  at(step: RowId): Instance | undefined
  /** The id of the row that comes next. */
  takeId(): RowId
  /** The row of this id. */
  row(id: RowId): Instance
  /** Takes a row that stands where it belongs. */
  adopt(row: Instance): void
  /** Makes a row, which stands nowhere yet: its nodes are in the fragment that is returned. */
  make(id: RowId, template: number, values: readonly PartValue[]): Node
}

export interface StreamRows extends Rows {
  change(how: StreamChange, rows: readonly (StreamRow | string | null)[]): void
}

/** How rows come and go, and markup comes. */
export interface RowsKind {
  /** Where rows have come. Who has seen them takes them out. */
  readonly newPlaces: RowPlace[]
  /** Takes the rows that the page shows. `bind` binds the next one. */
  hydrate(part: RowPlace, shape: ListShape | StreamShape, bind: (id: RowId, shape: Shape) => Instance): Rows
  /** Puts rows or markup into a part that holds this content, which waits for that. */
  show(part: RowPlace, content: NewList | NewStream | RawHtml): void
  /** Changes the list in a part. */
  change(part: RowPlace, difference: ListDifference): void
  /** Rows of a stream come or go. */
  changeStream(effect: EffectOf<'stream'>): void
  /** The key of the outermost stream row around a node that is still within the element. */
  rowKey(inside: Node, within: Element): string | undefined
  /** What holds the rows of such content, without any. */
  empty(part: RowPlace, content: NewList | NewStream): Rows
}

export type StreamChange = 'append' | 'prepend' | 'reset' | 'before' | 'remove'

/** What belongs to elements, and never concerns the server. */
export interface LocalState extends Directives {
  /** Shows a part that is computed, now and whenever it becomes something else. */
  compute(part: ComputedPart): void
  /** What an event changes for its handler. */
  change(commands: readonly LocalCommand[], event: Pick<Event, 'target'>, element: Element): void
  /**
   * Something is about to be reset. What is returned is called after that; `runsHandlers`: what handlers of a reset do in the
   * browser is still to be done.
   */
  beforeReset(form: Element): (runsHandlers?: boolean) => void
  /** Shows what was not computed yet, before somebody looks for it. */
  renew(): void
  /** What the states of these names hold that an element is in. */
  valuesOf(element: Element, names: readonly string[]): LocalReport
}

/** What becomes of what the server renders for controls. */
export interface RenderedControls {
  /** The server renders another value of a property that users can change. */
  render(element: Element, name: string, value: unknown): void
  /** Such a property is bound in the page; without a name it is not known which. */
  adopt(element: Element, name: string): void
  /** The end of a change to the trees, which this event caused. */
  settle(cause: number): void
}

export interface Edits extends RenderedControls {
  /** Something in this element changed: the select around it, if any, must choose again. */
  contentChanged(element: Element | null): void
  /** Sends an event when it is its turn. `hasWaited`: it has waited for its time, or an older one that it replaces. */
  submit(happened: Happened, hasWaited?: boolean): void
  /** An event waits for its time. Of its control no other one does but the one whose place it takes. */
  wait(happened: Happened, replaced?: Happened): void
  /** Sends what waits for its time, and the `input` and `change` events that wait for their turn. */
  flush(): void
  /** An event has its outcome. */
  end(event: number, isDone: boolean): void
  /** Until its end what is rendered is that of a new circuit. */
  beginRenewal(): void
  /**
   * Returns the controls that show what users did and the new circuit does not, in the order of the changes, with what
   * sends it to their handlers.
   */
  endRenewal(): ReadonlyMap<Element, () => void>
  /** Runs what takes the focus from an element or moves its caret, and puts the caret back. */
  keepCaret(element: Element, change: () => void): void
  /** A control that its user has changed. */
  findControl(element: Element): ChangedControl | undefined
  /** Whether a control shows anything else than its HTML says. */
  differsFromHtml(element: Element): boolean
  /** What a control shows now is its user's. */
  noteChange(element: Element): void
  /** What was rendered for a control last, by the names of its properties. */
  mirrorsOf(element: Element): ReadonlyMap<string, { readonly rendered?: unknown }>
}

/** What users see of an event until its outcome. */
export interface Pending {
  /** An event was sent for which this element waits: the form, if it is a submit. */
  begin(event: Event, element: Element, pending?: PendingLook): void
  /** Events have ended. */
  update(): void
}

export type Verdict = 'meant' | 'other' | 'refused'

/** What the options of handlers ask for that not every page needs. */
export interface HandlerOptions {
  /** An element has another handler with options for this type of event, or one that only its own listener can prevent. */
  bind(element: Element, type: string): void
  /**
   * Whether the handler gets this event: when it is `other` than those that are meant it does not, and when its user was asked
   * and has `refused` nobody does.
   */
  judge(event: Event, element: Element, options: BindingOptions): Verdict
  /** Goes on with an event that has waited for this module, at these elements: before `foreign` attributes name no actions. */
  resume(event: Event, elements: readonly Element[], foreign: number): void
  /**
   * Handles an event of an element that has options as attributes, and names this action. True when the event goes no
   * further.
   */
  act(event: Event, element: Element, action: string): boolean
  /** Sends an event when it is its time. */
  submit(happened: Happened): void
  /** Sends what waits for its time. */
  flush(): void
  /** Whether these are the keys that were pressed, wherever that was and however often. */
  isPressed(event: Event, element: Element, shortcut: Shortcut): boolean
  /** What is pasted or dropped, if it is. */
  transferOf(event: Event): Transfer | undefined
}

/** The part of a directive. */
export interface DirectedPart extends EventPart {
  readonly element: Element
}

/** A module that does what directives say. */
export interface Directives {
  /** Called again when the data or the binding of the part has changed; without data when the directive is over. */
  bind(part: DirectedPart, data: Json | undefined): void
}

/** Scripts of the author's for elements of views. */
export interface Hooks extends Directives {
  /** Whether a node stands in something that a hook on this element, or in it, has put elsewhere in the document. */
  isOwned(node: Node, element: Element): boolean
  /** The server sends hooks something. */
  send(effect: EffectOf<'hook'>): void
}

/** What elements watch for. */
export interface Observers extends Directives {
  /** Something came: attributes may name actions that watch. */
  lookForActions(): void
  /** Those that listen to the window or the document, and have not heard this event, hear it late. */
  tell(event: Event): void
}

/** A control that its user has changed. */
export interface ChangedControl {
  /**
   * What was rendered before that: a list of names and values for each of its elements, in JSON; undefined when what
   * it shows is not the user's.
   */
  readonly before: string | undefined
  /** Whether the server has not taken what the user put there. */
  readonly edit: { readonly stands: boolean; show(disturbs: 0): void }
  /** Whether it shows what the server rendered. */
  isMirror(): boolean
  elements(): Element[]
}

/** An event that is to be sent. */
export interface Happened {
  readonly event: Event
  readonly target: Element
  /** Where its handler stands. */
  readonly element: Element
  /** The handler; none where an attribute names an action. */
  readonly part: EventPart | undefined
  /** Its number once it is sent; 0 when it could not be, or when a newer one has taken its place. */
  number?: number
  /** Whether it is debounced or throttled. */
  readonly timing?: HandlerTiming | undefined
  /** What it tells, when that was read before it is sent. */
  payload?: EventPayload
  /** Reads what it tells. Absent where that is fixed, and where a directive watches for it. */
  read?(): void
  /** Sends it, and reads it if that is still to be done. Returns its number, or 0 when it cannot be sent. */
  send(): number
  /** It is not sent any more. */
  refused?(code: string): void
}

/** How a page goes on when its socket was lost, when its circuit is over, or when its trees are not those of the server. */
export interface Recovery extends Link {
  /** A circuit has begun. */
  joined(): void
  /** The circuit goes on. The server has received this many events. */
  rejoined(received: number): void
  /** Shows roots in full: of a new circuit, or of the same one, with the event that caused it. */
  establish(roots: readonly RootEstablished[], cause: number | undefined): void
  /** Gives a part of another visit content of this one: what corresponds keeps its nodes. */
  renewContent(part: RowPlace, content: NewInstance): void
  /** Runs a change that the client makes by itself, while others may have moved rows. */
  ours(change: () => void): void
  /** What others move among the children of this element is put back before the client changes anything. */
  keepOrder(element: Element): void
  /** Takes what is to be sent to a circuit while there is none: reports are sent later. */
  unsent(frame: UpFrame): void
  /** Asks the server for everything in full. */
  reportMismatch(): void
  /** Effects of a frame were performed: roots may have gone with what they removed. */
  performed(): void
}

/** Another module performs `morph`; what it falls back to is with the others. */
export type EditEffect = readonly [
  how: FragmentOperation | 'remove',
  selector: string,
  html?: string | undefined,
]

export interface Actions {
  /** Edits the targets in certain elements once more. */
  redo(effect: EditEffect, isIn: (region: Element) => boolean): void
  /** Whether something was edited, without what is morphed. */
  hasEdited(): boolean
  /** Runs the commands of the handler that an element has. */
  command(commands: readonly Command[], element: Element): void
}

/** Commands that not every page has, and what is shown of events before their outcome. */
export interface Commands extends Directives {
  /** Runs commands, from the element of their handler if there is one. */
  run(commands: readonly Command[], from?: Element): void
  /** An event has happened whose handler says what to show until its outcome. */
  expect(happened: Happened): void
  /** A frame with these effects is about to be applied. */
  changing(effects: readonly NamedEffect[], difference: unknown): void
  /** What the template has said of an attribute that shows something else; undefined when it does not. */
  renderedIn(element: Element, name: string): string | null | undefined
}

export interface PageHistory {
  /** The children of these elements are about to be others, as an event asks; 0 for nobody's. */
  changes(regions: readonly HTMLElement[], effect: EditEffect | undefined, event: number): void
  /** What was kept cannot come back: going there loads the page. */
  forget(): void
  /** An event has ended; it may have been an action that was sent again. */
  ended(event: number, isDone: boolean): void
  /** Sends the action of the entry that is shown again, if it has one. Returns the number of its event, or 0. */
  repeat(): number
  /** The user went back or forward. */
  travel(): void
}
