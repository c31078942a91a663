/**
 * What users type is decided here, without a DOM: whether a control shows what the server renders, or keeps
 * what the user did. One record for each control that was ever changed.
 *
 * The server renders values and names with each frame its cause: the event that asked for the render. It knows
 * nothing of what is typed meanwhile; the browser, which alone knows what the user did and when, decides:
 *
 *     user     types "a"        types "ab"
 *     browser  event 1          event 2
 *     server             renders "a", cause 1      renders "ab", cause 2
 *     shown    a                ab   withheld: 1 < 2      shown: 2 >= 2
 *
 * The number of the first event that was sent after the latest change is the *cover* of the edit. A render that
 * was caused by that event or a later one has taken the change into account, whatever it made of it. Any other
 * one is withheld: it becomes the mirror, which is shown when the edit ends.
 *
 * The road not taken is to report each edit and let the server keep a table of what browsers show: whatever is
 * typed while such a report travels is overwritten or sent back garbled.
 */

/** The control that an edit is of. */
export interface EditedControl {
  /** Why the user must not be disturbed now. */
  busy(): Busy
  /**
   * Shows the mirror: what the server rendered last. Writes only what differs. `isOwn`: for an event of the control
   * itself.
   */
  show(isOwn: boolean): void
  /** The mirror has changed and is not shown. */
  withhold(): void
}

/** In ascending order: what disturbs more. */
export type Busy = typeof FREE | typeof COMPOSING | typeof HALF_TYPED

export const FREE = 0
/** An input method is at work. What a later click, submit or Enter caused is shown all the same. */
export const COMPOSING = 1
/** The text is no number or no date yet, and reads as empty. Only resets are shown. */
export const HALF_TYPED = 2

export class Edit {
  readonly control: EditedControl
  /** The number of the first event that is sent after the latest change. */
  #changed = 0
  /** From which event on renders are shown; 0 when there is no edit, Infinity while an event of it waits. */
  #cover = 0
  /** How many `input` and `change` events of the control wait to be sent, and 1 for all that were read before its latest change. */
  #waiting = 0
  /** The events under way whose handlers stand on the control itself. */
  readonly #own = new Set<number>()
  /** The latest of them, and whether its end shows the mirror. */
  #newest = 0
  #isAccepted = false
  /** The mirror is shown when the control is not busy any more. */
  #isDue = false

  constructor(control: EditedControl) {
    this.control = control
  }

  /** Whether the user's text stands. */
  get stands(): boolean {
    return this.#cover > 0
  }

  /**
   * The user changed the control; `next` is the number of the event that will be sent next, or Infinity while one waits that was read
   * before that.
   */
  change(next: number): void {
    this.#changed = next
    this.#cover = this.#waiting ? Infinity : next
    this.#isDue = false
  }

  /** An `input` or `change` event of it waits, or any that was read before its latest change. */
  wait(): void {
    this.#waiting++
    if (this.#cover) this.#cover = Infinity
  }

  /** It waits no longer: it is sent with the number `next`, or never, and then another one gets that number. */
  waited(next: number): void {
    this.#waiting--
    if (!this.#cover || this.#waiting) return
    this.#cover = next
    if (this.#changed === Infinity) this.#changed = next
  }

  /** An own event is sent. */
  begin(event: number): void {
    this.#own.add(event)
    this.#newest = event
    this.#isAccepted = false
  }

  /** An own event has ended. `accepts`: it is done, and of a type whose handler has the last word. */
  end(event: number, accepts: boolean): void {
    this.#own.delete(event)
    if (event === this.#newest) this.#isAccepted = accepts
    if (this.#own.size === 0 && this.settles()) this.show(FREE, true)
  }

  /** The server has rendered another value; `isDecisive` says that a click, a submit or Enter was its cause. */
  render(cause: number, isDecisive: boolean): void {
    const isOwn = cause > 0 && (cause === this.#newest || this.#own.has(cause))
    if (this.mayShow(cause)) this.show(isDecisive ? COMPOSING : FREE, isOwn)
    else if (!this.#isDue) this.control.withhold()
  }

  /** Shows the mirror now, or when the control is less busy than this. That ends the edit. */
  show(disturbs: Busy, isOwn: boolean = false): void {
    this.#isDue = this.control.busy() > disturbs
    if (this.#isDue) return
    this.#cover = this.#changed = 0
    this.control.show(isOwn)
  }

  /** The control is not busy any more. */
  release(): void {
    if (this.#isDue) this.show(FREE)
  }

  /** What the user did stands in another circuit, as if it were done now. */
  carry(next: number): void {
    this.change(next)
    this.control.withhold()
  }

  // --- the rules ---

  protected mayShow(cause: number): boolean {
    return cause >= this.#cover
  }

  /** The last own event has ended. */
  protected settles(): boolean {
    return this.stands && this.#isAccepted && this.#changed <= this.#newest
  }

  /** Whether the handler of this event may reset the control: it was not changed since. */
  mayReset(event: number): boolean {
    return this.#changed <= event
  }
}
