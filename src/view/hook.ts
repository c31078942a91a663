/** Hooks: scripts of the author's for elements of views. */
import type { Json } from '../protocol/differences.ts'
import type { AnyHookEvents, AnyHookMessages, HookEvents } from '../protocol/hook.ts'
import type { JsonCompatible } from '../template/directives.ts'
import type { LiveEvent } from '../template/live-event.ts'
import { Misuse, type DirectiveValue, type EventHandler } from '../template/template-value.ts'
import { describe } from '../template/tree/describe.ts'
import { InvalidForm } from './form-schema.ts'
import type { HandlerOptions } from './handler-options.ts'
import { on } from './on.ts'
import { validate, type AnySchema, type OutputOf, type SchemaResult } from './standard-schema.ts'
import { isSteps } from './task.ts'
import { isThenable } from './thenable.ts'

/** The type of the events that pushes are. */
const PUSH = 'hook'

/** What is refused, in reports. */
const PUSHED = 'What a hook pushed'

/** Options of {@link hook}. */
export interface HookOptions<Name extends HookName = HookName> extends Pick<
  HandlerOptions,
  'overlap' | 'key' | 'allow' | 'limit' | 'limited'
> {
  /**
   * What runs when the hook pushes an event; what it returns is the reply. The payload is what a browser says: read it with a
   * schema by {@link withSchema}.
   */
  readonly on?: HookHandlers<EventsOf<Name>>
  /**
   * Whether what is in the element stays the view's: for scripts that move what the view renders, or listen to it. Children
   * of the element and rows in it that they have moved stand where the view says with the next frame.
   */
  readonly open?: boolean
}

/** The handlers of what a hook pushes, by the names of its events. */
export type HookHandlers<Events> = {
  readonly [Name in keyof Events]?: Events[Name] extends (payload: never) => infer Reply
    ? (payload: unknown, event: LiveEvent) => HandlerReply<Reply>
    : never
}

/** Nothing at all is a reply, too, where none is declared. */
type HandlerReply<Reply> =
  | Awaited<Reply>
  | Promise<Awaited<Reply>>
  | AsyncGenerator<unknown, Awaited<Reply>>
  | (null extends Awaited<Reply> ? void | Promise<void> : never)

/**
 * Gives an element to a script of yours: a chart, a map, an editor. `createApp({ hooks })` says where the script is. What is in
 * the element is the script's, and no difference touches it.
 *
 * ```ts
 * html`<div ${hook('chart', { points: this.points }, { on: { zoomed: withSchema(Zoom, (zoom) => this.zoom(zoom)) } })}></div>`
 * ```
 */
export function hook<Name extends HookName>(
  name: Name,
  ...[data, options = {}]: HookArguments<Name>
): DirectiveValue | Misuse {
  if (typeof name !== 'string' || typeof options !== 'object' || options === null)
    return new Misuse(
      `hook(${describe(name)}, …)`,
      "The name of a hook comes first, then its data: hook('chart', { points }).",
    )
  const { on: handlers, overlap, key, allow, open = false } = options
  const rest = { ...(overlap && { overlap }), ...(key !== undefined && { key }), ...(allow && { allow }) }
  return {
    kind: 'directive',
    module: 'Hooks',
    data: [name, asJson(data)],
    type: handlers ? PUSH : '',
    // Each is called with what it has declared.
    handler: handlers ? on(answering(handlers as Handlers), rest) : null,
    closed: !open,
  }
}

/**
 * A handler of what a hook pushes, with the schema that reads the payload: any validator that implements Standard Schema.
 * When it does not fit, the push is refused as `invalid`, with the messages as `errors`.
 *
 * ```ts
 * hook('chart', { points }, { on: { zoomed: withSchema(Zoom, (zoom) => this.zoom(zoom)) } })
 * ```
 */
export function withSchema<Schema extends AnySchema, Reply>(
  schema: Schema,
  handler: (payload: OutputOf<Schema>, event: LiveEvent) => Reply,
): (payload: unknown, event: LiveEvent) => Reply | Promise<Awaited<Reply>> {
  return function (this: unknown, payload, event) {
    const run = (result: SchemaResult<unknown>): Reply => {
      if (result.issues) throw new InvalidForm(result.issues, PUSHED)
      return handler.call(this, result.value, event)
    }
    const result = validate(schema, payload)
    // `async` code of the handler is waited for as well.
    return isThenable(result) ? (Promise.resolve(result).then(run) as Promise<Awaited<Reply>>) : run(result)
  }
}

// --- names and types ---

/** What a hook exchanges with its view: an entry of `OverwireHooks`. */
export interface HookTypes {
  readonly data?: unknown
  readonly events?: unknown
  readonly messages?: unknown
}

/** The names that are declared, or any name where none is. */
export type HookName = keyof OverwireHooks extends never ? string : keyof OverwireHooks & string

type TypesOf<Name> = Name extends keyof OverwireHooks ? OverwireHooks[Name] : HookTypes

type DataOf<Name> = Name extends keyof OverwireHooks
  ? TypesOf<Name> extends { readonly data: infer Data }
    ? Data
    : null | undefined
  : Json | undefined

type EventsOf<Name> =
  TypesOf<Name> extends { readonly events: infer Events }
    ? Events extends HookEvents<Events>
      ? Events
      : never
    : AnyHookEvents

/** What the server may send a hook, by names. */
export type MessagesOf<Name> =
  TypesOf<Name> extends { readonly messages: infer Messages } ? Messages : AnyHookMessages

/** Without data nothing needs to follow the name. */
type HookArguments<Name extends HookName> =
  undefined extends DataOf<Name>
    ? [data?: DataOf<Name>, options?: HookOptions<Name>]
    : [data: DataOf<Name> & JsonCompatible<DataOf<Name>>, options?: HookOptions<Name>]

declare global {
  /**
   * The hooks of the application and what they exchange with views: see {@link hook}.
   *
   * ```ts
   * declare global {
   *   interface OverwireHooks {
   *     chart: { data: ChartData; events: ChartEvents }
   *   }
   * }
   * ```
   */
  interface OverwireHooks {}
}

// --- what runs for a push ---

type Handlers = Readonly<Record<string, (payload: unknown, event: LiveEvent) => unknown>>

function asJson(value: unknown): Json {
  // The types of the hook say that it is JSON, and building the tree or encoding the reply checks it.
  return (value ?? null) as Json
}

/** The event of a push can be answered. */
interface PushEvent extends LiveEvent {
  reply(value: Json): void
}

function answering(handlers: Handlers): EventHandler {
  return function (this: unknown, event: PushEvent) {
    // The browser says `[name, payload]`, or anything.
    const [name, payload = null] = Array.isArray(event.detail) ? (event.detail as unknown[]) : []
    const handler = typeof name === 'string' && Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (!handler) throw new InvalidForm([{ message: `There is no handler for ${describe(name)}.` }], PUSHED)
    const result = handler.call(this, payload, event)
    if (isSteps(result)) return answeredAtEnd(result, event)
    return isThenable(result) ? result.then((reply) => answer(event, reply)) : answer(event, result)
  }
}

async function* answeredAtEnd(steps: AsyncIterable<unknown>, event: PushEvent): AsyncGenerator {
  answer(event, yield* steps)
}

function answer(event: PushEvent, reply: unknown): void {
  // What JSON cannot hold throws where it is encoded, and fails the event.
  event.reply(asJson(reply))
}
