/** What controls are bound to. */
import type { LiveEvent } from '../../template/live-event.ts'

/** Options of controls that are bound. */
export interface ControlOptions {
  /**
   * Tells the newest text when nothing was typed for so many milliseconds; before that when the control loses the focus, and before a click or a
   * submit. Default: at once; while an event is on its way the browser keeps the newest text alone.
   */
  readonly debounce?: number
  /** Whether texts are told while they are typed, or when the control is left. Default: `input`. */
  readonly on?: 'input' | 'change'
  /** Whether a `<dialog>` makes the rest of the page inert. Default: true. */
  readonly modal?: boolean
}

/** A value that a control shows and changes. */
export interface BoundValue {
  /** What a message calls it: `bind(this, 'title')`. */
  readonly call: string
  /** The name by which a form sends it, and that radio buttons of a group share. */
  readonly name: string
  readonly value: unknown
  /** What it has come to be since: events of one rendering may follow each other. */
  readonly now: () => unknown
  readonly set: (value: unknown, event: LiveEvent) => unknown
  readonly options: ControlOptions
}
