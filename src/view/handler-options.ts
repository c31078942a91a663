/** What `on` takes besides a handler. */
import type { LiveEvent } from '../template/live-event.ts'
import type { LocalScope } from '../template/local/local-scope.ts'
import type { RawValue } from '../template/template-value.ts'
import type { Reversible } from './commands/command.ts'
import type { InvalidFormEvent } from './form-schema.ts'
import type { Rate } from './rate.ts'
import type { AnySchema } from './standard-schema.ts'

/** Options of `on`. */
export interface HandlerOptions<
  Schema extends AnySchema | undefined = undefined,
  Event = LiveEvent,
  Keys extends string = string,
> {
  /**
   * What happens to an event while the handler of an earlier one still runs. `queue` runs one after another
   * (default). `latest` aborts the `signal` of the one that runs, and of the events that follow the browser
   * sends the newest alone (default for input, change, scroll, resize and movements). `drop` refuses it
   * (default for submit). `allow` runs them side by side.
   */
  readonly overlap?: Overlap
  /** Handlers with the same key share one queue, wherever they stand. Default: each part has its own. */
  readonly key?: string
  /** Asked on the server before each run; anything but true refuses the event as `denied`. */
  readonly allow?: () => boolean
  /**
   * How often one visitor may have it run, in all tabs and after each reload: `'5/min'`, with `s`, `min` or `h`. So many at once, and
   * then one more after each share of the time. Rows of one template share it, as the place in the class and template
   * counts; with `key` the key does. What comes too often does not run: it is refused as `too-often`, unless there is
   * {@link limited}. Asked after `allow`; a form that does not fit its `schema` counts. Default: no limit.
   *
   * ```ts
   * html`<form @submit=${on(this.send, { limit: '5/min' })}>…</form>`
   * ```
   */
  readonly limit?: Rate
  /**
   * Runs in the place of the handler when the {@link limit} is used up, with the whole seconds until the next one as
   * `event.seconds`. Then the event is not refused.
   *
   * ```ts
   * on(this.send, { limit: '5/min', limited: ({ seconds }) => (this.note = `Wait for ${seconds} s.`) })
   * ```
   */
  readonly limited?: (event: LimitedEvent<Event>) => unknown
  /** Prevents the browser's default. Always so for a submit, and for a plain click on a link. */
  readonly prevent?: boolean
  /** Never prevents the browser's default: the form is sent, and the link followed, besides. */
  readonly passive?: boolean
  /** Stops the event here: handlers on elements around this one do not get it. */
  readonly stop?: boolean
  /** Fires once. */
  readonly once?: boolean
  /** Fires only when it happened on the element itself, not on something in it. */
  readonly self?: boolean
  /** Fires on the way down, before the handlers of what is inside; with `stop` in their place. */
  readonly capture?: boolean
  /**
   * The keys that fire; others are left to the browser. A combination as `'ctrl+shift+k'`, where `mod` is Ctrl, or Command
   * on a Mac; a character as `'?'`; the name of a key as `'Enter'`, as in `KeyboardEvent.key`.
   *
   * Combinations and characters are shortcuts: exactly these keys, once while they are held, and, without a
   * modifier, not while the user types in a control, unless the handler stands on that control. Names alone fire with
   * whichever modifiers, repeatedly, and also while the user types. What an input method makes of keys fires never.
   */
  readonly keys?: Keys | readonly Keys[]
  /** Shortcuts fire again and again while the keys are held. */
  readonly repeat?: boolean
  /**
   * Whether shortcuts fire while the user types in a control that the handler does not stand on. Default: combinations with
   * Ctrl, Alt or Meta, Escape and F1 to F24 do, and what would be text does not. `false` keeps all of them out of there:
   *
   * ```ts
   * // In a text field Ctrl+Z undoes what was typed, as the browser does.
   * onWindow('keydown', this.undo, { keys: 'mod+z', typing: false, prevent: true })
   * ```
   */
  readonly typing?: boolean
  /**
   * Sends the newest event when nothing has happened for so many milliseconds; before that when the control loses the
   * focus, before a click or a submit, and before the page is left. A handler of a form or a list sends the newest
   * event of each control.
   */
  readonly debounce?: number
  /** Sends an event at once, and then the newest so often at most, in milliseconds. What waits is sent as with `debounce`. */
  readonly throttle?: number
  /** The question that the browser asks first. When the user refuses nothing happens: the change of a box or a select is taken back. */
  readonly confirm?: string
  /**
   * What the element shows until the outcome of the event, in the place of its content: text, or `unsafeHTML` of trusted markup. For
   * a submit it is the button that was pressed. Nothing is disabled, so that the focus stays: `overlap` says what becomes of another
   * press. An attribute `live-disable-with` on a button says the same.
   *
   * ```ts
   * html`<form @submit=${on(this.save, { disableWith: 'Saving…' })}>…<button>Save</button></form>`
   * ```
   */
  readonly disableWith?: string | RawValue
  /**
   * Of a submit: whether the fields of the form keep what was sent until the outcome. Texts become read-only, and other controls are held
   * still; nothing is disabled. Default: true with `disableWith`, and where one of its buttons has `live-disable-with`; otherwise false, as
   * what is typed on while a form is under way stays.
   */
  readonly lock?: boolean
  /** Local states that are sent with the event, for `read(state, event)`. */
  readonly send?: LocalScope | readonly LocalScope[]
  /**
   * What the page shows at once, until the event has its outcome: commands that change classes and attributes, and those that
   * only make sense here, such as `appendRow`. What events without an outcome are expected to change is laid over all that the
   * server renders meanwhile, in their order; when one fails or is refused, its own change is taken back.
   *
   * ```ts
   * html`<button @click=${on(() => this.like(id), { optimistic: toggleClass(self, 'liked') })}>Like</button>`
   * ```
   *
   * By keys, each written as in `keys`, it is what belongs to the key that is pressed, or nothing.
   *
   * ```ts
   * on('keydown', (event) => this.move(id, event.key), {
   *   keys: ['ArrowUp', 'ArrowDown'],
   *   optimistic: { ArrowUp: moveRow(self, 'up'), ArrowDown: moveRow(self, 'down') },
   * })
   * ```
   */
  readonly optimistic?: Effects | EffectsByKey<NoInfer<Keys>>
  /** Whether it is called for what the user did before the page lost its state: see `event.recovered`. Default: true. */
  readonly recover?: boolean
  /**
   * Reads the form: any validator that implements Standard Schema. The handler gets what it makes of the fields as
   * `event.form`. When they do not fit the handler does not run, and the event is refused as `invalid`: its element gets
   * the messages with `live:outcome`, by field.
   */
  readonly schema?: Schema
  /**
   * Runs in the place of the handler when the form does not fit, with the messages as `event.errors`, by field. Then the
   * event is not refused.
   *
   * ```ts
   * const schema = z.object({ name: z.string().min(1, 'Please give your name.') })
   * on(this.save, { schema, invalid: (event) => (this.errors = event.errors) })
   * ```
   */
  readonly invalid?: (event: InvalidFormEvent<Schema, Event>) => unknown
}

/** What the page shows of an event before its outcome: a command that can be taken back, or several. */
export type Effects = Reversible | readonly Reversible[]

/** The same for each key, as a shortcut is written in `keys`; where there are `keys`, for some of them. */
export type EffectsByKey<Keys extends string = string> = { readonly [Key in Keys]?: Effects }

/** What only events of the keyboard can have: for others the compiler says so. */
export type KeysOf<Type extends string> = string extends Type
  ? unknown
  : Type extends `key${string}`
    ? unknown
    : {
        readonly keys?: 'Only keydown, keyup and keypress have keys.'
        readonly optimistic?:
          Effects | { readonly [Key in string]: 'Only keydown, keyup and keypress have keys.' }
      }

/** Options without a handler: what the browser does by itself. */
export type LocalOptions = Pick<
  HandlerOptions,
  'prevent' | 'stop' | 'once' | 'self' | 'capture' | 'keys' | 'repeat' | 'typing' | 'confirm'
>

/** What happens to an event while the handler of an earlier one still runs: see the option `overlap` of {@link HandlerOptions}. */
export type Overlap = 'queue' | 'latest' | 'drop' | 'allow'

/** What the option `limited` gets: the event that came too often. */
export type LimitedEvent<Event = LiveEvent> = Event & {
  /** After so many whole seconds, at least 1, the next one runs. */
  readonly seconds: number
}

/** What the server keeps of the options. */
export interface ServerOptions {
  readonly overlap?: Overlap
  readonly key?: string
  readonly allow?: () => boolean
  readonly limit?: Rate
  readonly limited?: (event: LimitedEvent) => unknown
}
