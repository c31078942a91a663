import type { Binding, BindingOptions } from '../protocol/differences.ts'
import type { LiveEvent, LiveEventOf } from '../template/live-event.ts'
import type { EventBinding, EventHandler } from '../template/template-value.ts'
import { clientBinding, nonEmpty } from './client-binding.ts'
import { withFormSchema, type FormEvent } from './form-schema.ts'
import type { HandlerOptions, KeysOf, LocalOptions, ServerOptions } from './handler-options.ts'
import { inOrder } from './in-order.ts'
import { parseRate } from './rate.ts'
import type { AnySchema } from './standard-schema.ts'

/**
 * A handler with options. With a type of event first, the handler's event is of that type.
 *
 * ```ts
 * html`<input @keydown=${on('keydown', (event) => this.move(event.key), { keys: ['ArrowUp', 'ArrowDown'] })} />`
 * html`<button @click=${on(() => this.delete(id), { allow: () => this.can('delete') })}>Delete</button>`
 * ```
 *
 * Commands can have options as well, and what is chained with them.
 *
 * ```ts
 * html`<input @keydown=${on(hide('#results'), { keys: 'Escape' })} />`
 * ```
 *
 * Options alone are for the browser: nothing is sent.
 *
 * ```ts
 * html`<div @dragover=${on({ prevent: true })} @drop=${on('drop', (event) => this.add(event.files))}></div>`
 * ```
 */
export function on<Schema extends AnySchema | undefined = undefined, const Keys extends string = string>(
  handler: (event: FormEvent<Schema>) => unknown,
  options?: HandlerOptions<Schema, LiveEvent, Keys>,
): EventBinding
export function on<
  Type extends string,
  Schema extends AnySchema | undefined = undefined,
  const Keys extends string = string,
>(
  type: Type,
  handler: (event: FormEvent<Schema, LiveEventOf<Type>>) => unknown,
  options?: HandlerOptions<Schema, LiveEventOf<Type>, Keys> & KeysOf<Type>,
): EventBinding
export function on(commands: EventBinding, options?: LocalOptions & ServerOptions): EventBinding
export function on(options: LocalOptions): EventBinding
export function on(
  first: string | EventHandler | EventBinding | LocalOptions,
  second?: EventHandler | AnyOptions,
  third?: AnyOptions,
): EventBinding {
  if (typeof first === 'object') {
    // The overloads pair them: commands are followed by options.
    if ('kind' in first) return chain(first, optionsAlone((second ?? {}) as AnyOptions))
    return optionsAlone(first)
  }
  // The overloads pair them: a type is followed by a handler, a handler by options.
  const [handler, options = {}] = (typeof first === 'string' ? [second, third] : [first, second]) as [
    EventHandler,
    AnyOptions?,
  ]
  const { schema, invalid } = options
  return {
    kind: 'binding',
    handler: schema ? withFormSchema(handler, schema, invalid) : handler,
    client: clientBinding(options),
    options: serverOptions(options),
  }
}

type AnyOptions = HandlerOptions<AnySchema | undefined>

/** Options without a handler, to stand alone or beside commands. */
function optionsAlone(options: LocalOptions | AnyOptions): EventBinding {
  return { kind: 'binding', handler: null, client: clientBinding(options), options: serverOptions(options) }
}

/**
 * A handler for the rows of a stream, on the element that holds them: it gets the key of the row that the
 * event happened in.
 *
 * ```ts
 * html`<ul @click=${onRow('click', (key) => this.open(key))}>${this.log}</ul>`
 * ```
 */
export function onRow<Type extends string, const Keys extends string = string>(
  type: Type,
  handler: (key: string, event: LiveEventOf<Type>) => unknown,
  options?: HandlerOptions<undefined, LiveEvent, Keys> & KeysOf<Type>,
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
  const { keys, x: _x, ...before } = one
  const x = { ...optionsBefore(one, other), ...other.x }
  // Each has members of its own kind.
  return {
    ...before,
    ...(keys && !saysKeys(other) && { keys }),
    ...other,
    // Also where it is empty: the module is needed.
    ...((one.x || other.x) && { x }),
    ...(Object.fromEntries(lists) as Pick<Binding, (typeof LISTS)[number]>),
  }
}

/** Names of keys and shortcuts say the same in two ways: the later says all of it. */
function saysKeys({ keys, x }: Binding): boolean {
  return keys !== undefined || x?.shortcuts !== undefined
}

/** What stays of the earlier options beside the later ones: there is one set of keys, and one clock. */
function optionsBefore(one: Binding, other: Binding): BindingOptions {
  const replaced = [
    ...(saysKeys(other) ? ['shortcuts', 'typing', 'repeat'] : []),
    ...(other.x?.debounce || other.x?.throttle ? ['debounce', 'throttle'] : []),
  ]
  return Object.fromEntries(Object.entries(one.x ?? {}).filter(([name]) => !replaced.includes(name)))
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

/** Of options for the browser alone there are none, unless they stand beside a handler in a `chain`. */
function serverOptions({ overlap, key, allow, limit, limited }: AnyOptions): ServerOptions {
  if (limit !== undefined) parseRate(limit, 'on(…, { limit })')
  return {
    ...(overlap && { overlap }),
    ...(key !== undefined && { key }),
    ...(allow && { allow }),
    ...(limit !== undefined && { limit }),
    ...(limited && { limited }),
  }
}
