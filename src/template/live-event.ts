/**
 * What a handler is told of an event. It is the browser's word: hostile until checked. Which fields are
 * there depends on the type of the event; `on('keydown', …)` narrows it.
 */
export interface LiveEvent {
  /** The DOM event type. */
  readonly type: string
  /** The same when an event is sent again after a lost connection: the key for idempotent effects. */
  readonly id: string
  /** Aborts when the event is cancelled, its time is over or its view ends. */
  readonly signal: AbortSignal
  /** The value of the control: the one that the handler is on, else the one that fired. */
  readonly value: string
  /** The chosen values of a multiple select; otherwise `value` alone, or nothing. */
  readonly values: readonly string[]
  /** Of a box whether it is checked; of a `toggle` whether the element is open now. */
  readonly checked: boolean
  /** The entries of the form, submitter included. Empty when there is no form. */
  readonly form: FormData
  /** `data-*` attributes of the element, by what follows `data-`, as HTML lower-cases it. */
  readonly data: Readonly<Record<string, string>>
  /** `detail` of a CustomEvent. */
  readonly detail: unknown
  /**
   * True when the user did this before the page lost its state: the server was started again, or the browser was away
   * for longer than `limits.grace`. The page has come back with a fresh view, and its controls show what the user had
   * put there; for each control whose value differs from what the view rendered, its `input` and `change` handlers are
   * called once. `on(handler, { recover: false })` does not want to be.
   */
  readonly recovered: boolean
  /** The local states that the handler asks for with `send`, by their names: `read(menu, event)` has their types. */
  readonly local: Readonly<Record<string, Readonly<Record<string, boolean | number | string>>>>
  /** The key of the stream row that it happened in; empty outside of one. */
  readonly row: string
  /**
   * Lets controls show what is rendered, whatever the user typed there before this event: those of the form that
   * it happened in, or those that the selector finds. What is typed later stays. For a submit that empties its
   * fields.
   *
   * ```ts
   * html`<form @submit=${(event) => { this.messages.push(event.form.get('text')); event.reset() }}>…</form>`
   * ```
   */
  reset(selector?: string): void
}

/** Of `keydown`, `keyup` and `keypress`. */
export interface LiveKeyboardEvent extends LiveEvent, Modifiers {
  /** What the key means with the modifiers that are held, as `KeyboardEvent.key`: `'a'`, `'Enter'`. */
  readonly key: string
  /** Where the key is on the keyboard, whatever it means: `'KeyA'`. */
  readonly code: string
  /** Whether the key is held, and this is not the first time. */
  readonly repeat: boolean
}

/** Of clicks and what moves a pointer. */
export interface LivePointerEvent extends LiveEvent, Modifiers {
  /** 0 is the main button, 1 the middle, 2 the other one. */
  readonly button: number
  /** CSS pixels in the viewport. */
  readonly clientX: number
  readonly clientY: number
  /** CSS pixels in the element. */
  readonly offsetX: number
  readonly offsetY: number
}

/** Of `wheel`. */
export interface LiveWheelEvent extends LivePointerEvent {
  /** How far it was turned sideways, and down, in CSS pixels, lines or pages, as browsers say. */
  readonly deltaX: number
  readonly deltaY: number
}

/** What was pasted. */
export interface LiveTransferEvent extends LiveEvent {
  /** As plain text: its first 65,536 characters. */
  readonly text: string
  /**
   * As HTML, where the browser has it, cut likewise. It is whatever somebody copied, of which nothing can be trusted: sanitise it
   * before it goes into `unsafeHTML`.
   */
  readonly html: string
  /** The files, without what is in them. */
  readonly files: readonly TransferredFile[]
}

/** What was dropped, and where. */
export interface LiveDropEvent extends LiveTransferEvent, LivePointerEvent {
  readonly type: string
}

/** A file that was pasted or dropped. */
export interface TransferredFile {
  readonly name: string
  /** Its media type as the browser guesses it; empty when it does not know. */
  readonly type: string
  /** In bytes. */
  readonly size: number
}

/** Of `scroll`: how far the element is scrolled, in CSS pixels. */
export interface LiveScrollEvent extends LiveEvent {
  readonly scrollLeft: number
  readonly scrollTop: number
}

/** The modifier keys that were held. */
export interface Modifiers {
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** Which event a handler of this DOM event type gets. */
export type LiveEventOf<Type extends string> = Type extends `key${string}`
  ? LiveKeyboardEvent
  : Type extends 'wheel'
    ? LiveWheelEvent
    : Type extends 'drop'
      ? LiveDropEvent
      : Type extends 'paste'
        ? LiveTransferEvent
        : Type extends
              | 'click'
              | 'dblclick'
              | 'auxclick'
              | 'contextmenu'
              | `mouse${string}`
              | `pointer${string}`
              | `drag${string}`
          ? LivePointerEvent
          : Type extends 'scroll'
            ? LiveScrollEvent
            : LiveEvent

declare global {
  // This layer compiles without the web's types. They merge with the real ones wherever those exist.
  interface AbortSignal {}
  interface FormData {}
}
