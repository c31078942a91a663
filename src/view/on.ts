import type { Binding, DisableWith } from '../protocol/differences.ts'
import type { LiveEvent, LiveEventOf } from '../template/live-event.ts'
import { LocalScope } from '../template/local/local-scope.ts'
import type { EventBinding, EventHandler, RawValue } from '../template/template-value.ts'
import type { Reversible } from './commands/command.ts'
import { withSchema, type FormEvent, type InvalidFormEvent } from './form-schema.ts'
import { inOrder } from './in-order.ts'
import type { AnySchema } from './standard-schema.ts'

/** Options of {@link on}. */
export interface HandlerOptions<Schema extends AnySchema | undefined = undefined, Event = LiveEvent> {
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
  /** Prevents the browser's default. Always so for a submit, and for a plain click on a link. */
  readonly prevent?: boolean
  /** Stops the event here: handlers on elements around this one do not get it. */
  readonly stop?: boolean
  /** Fires once. */
  readonly once?: boolean
  /** Fires only when it happened on the element itself, not on something in it. */
  readonly self?: boolean
  /** `KeyboardEvent.key` values that fire; others are left to the browser. */
  readonly keys?: readonly string[]
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
   */
  readonly optimistic?: Reversible | readonly Reversible[]
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
   * on(this.save, { schema, invalid: (event) => (this.errors = event.errors) })
   * ```
   */
  readonly invalid?: (event: InvalidFormEvent<Schema, Event>) => unknown
}

export type Overlap = 'queue' | 'latest' | 'drop' | 'allow'

/** What the server keeps of the options. */
export interface ServerOptions {
  readonly overlap?: Overlap
  readonly key?: string
  readonly allow?: () => boolean
}

/**
 * A handler with options. With a type of event first, the handler's event is of that type.
 *
 * ```ts
 * html`<input @keydown=${on('keydown', (event) => this.move(event.key), { keys: ['ArrowUp', 'ArrowDown'] })} />`
 * html`<button @click=${on(() => this.delete(id), { allow: () => this.can('delete') })}>Delete</button>`
 * ```
 */
export function on<Schema extends AnySchema | undefined = undefined>(
  handler: (event: FormEvent<Schema>) => unknown,
  options?: HandlerOptions<Schema>,
): EventBinding
export function on<Type extends string, Schema extends AnySchema | undefined = undefined>(
  type: Type,
  handler: (event: FormEvent<Schema, LiveEventOf<Type>>) => unknown,
  options?: HandlerOptions<Schema, LiveEventOf<Type>>,
): EventBinding
export function on(
  first: string | EventHandler,
  second?: EventHandler | AnyOptions,
  third?: AnyOptions,
): EventBinding {
  // The overloads pair them: a type is followed by a handler, a handler by options.
  const [handler, options = {}] = (typeof first === 'string' ? [second, third] : [first, second]) as [
    EventHandler,
    AnyOptions?,
  ]
  const { schema, invalid } = options
  return {
    kind: 'binding',
    handler: schema ? withSchema(handler, schema, invalid) : handler,
    client: clientBinding(options),
    options: serverOptions(options),
  }
}

type AnyOptions = HandlerOptions<AnySchema | undefined>

/**
 * A handler for the rows of a stream, on the element that holds them: it gets the key of the row that the
 * event happened in.
 *
 * ```ts
 * html`<ul @click=${onRow('click', (key) => this.open(key))}>${this.log}</ul>`
 * ```
 */
export function onRow<Type extends string>(
  type: Type,
  handler: (key: string, event: LiveEventOf<Type>) => unknown,
  options: HandlerOptions = {},
): EventBinding {
  return on(
    type,
    function (this: unknown, event: LiveEventOf<Type>) {
      if (event.row !== '') return handler.call(this, event.row, event)
      return undefined
    },
    options,
  )
}

/**
 * Several things for one event: commands that the browser performs at once, and handlers on the server, in
 * this order. Their options are merged: of two that differ the later one counts, and every `allow` is asked.
 *
 * ```ts
 * html`<button @click=${chain(focus('#name'), () => this.add())}>Add</button>`
 * ```
 */
export function chain(...links: readonly (EventBinding | ((event: LiveEvent) => unknown))[]): EventBinding {
  const bindings = links.map((link) => (typeof link === 'function' ? on(link) : link))
  const handlers = bindings.flatMap((binding) => binding.handler ?? [])
  let client: Binding = {}
  let options: ServerOptions = {}
  for (const binding of bindings) {
    client = merged(client, binding.client ?? {})
    options = combined(options, binding.options ?? {})
  }
  const { local: _local, ...rest } = client
  return {
    kind: 'binding',
    handler: handlers.length > 1 ? inOrder(handlers) : (handlers[0] ?? null),
    client: nonEmpty({ ...rest, ...(handlers.length === 0 && { local: 1 }) }),
    options,
  }
}

/** Of two options that differ the later one counts; lists go on. */
function merged(one: Binding, other: Binding): Binding {
  const lists = LISTS.flatMap((name) => {
    const all = [...(one[name] ?? []), ...(other[name] ?? [])]
    return all.length > 0 ? [[name, all]] : []
  })
  // Each has members of its own kind.
  return { ...one, ...other, ...(Object.fromEntries(lists) as Pick<Binding, (typeof LISTS)[number]>) }
}

const LISTS = ['run', 'optimistic', 'set', 'send'] as const

/** Of two options that differ the later one counts, but every `allow` is asked. */
function combined(one: ServerOptions, other: ServerOptions): ServerOptions {
  const [first, second] = [one.allow, other.allow]
  if (!first || !second) return { ...one, ...other }
  return {
    ...one,
    ...other,
    allow(this: unknown) {
      return first.call(this) && second.call(this)
    },
  }
}

function clientBinding(options: AnyOptions): Binding | null {
  return nonEmpty({
    ...(options.prevent && { prevent: 1 }),
    ...(options.stop && { stop: 1 }),
    ...(options.once && { once: 1 }),
    ...(options.self && { self: 1 }),
    ...(options.keys && { keys: options.keys }),
    ...(options.disableWith !== undefined && { pending: disableWith(options.disableWith) }),
    ...(options.send && { send: [options.send].flat().map((state) => LocalScope.nameOf(state)) }),
    ...(options.optimistic && {
      optimistic: [options.optimistic].flat().flatMap(({ reversible }) => reversible),
    }),
    ...(options.recover === false && { recover: 0 }),
    ...(options.overlap && { latest: options.overlap === 'latest' ? 1 : 0 }),
  })
}

function disableWith(instead: string | RawValue): DisableWith {
  return typeof instead === 'string' ? instead : { h: instead.html }
}

function serverOptions({ overlap, key, allow }: AnyOptions): ServerOptions {
  return { ...(overlap && { overlap }), ...(key !== undefined && { key }), ...(allow && { allow }) }
}

function nonEmpty(binding: Binding): Binding | null {
  return Object.keys(binding).length > 0 ? binding : null
}
