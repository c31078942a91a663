/**
 * What a hook is: a script of the author's for an element of a view. Both ends share these types, and no code: `Data` is what
 * the view gives it, `Events` what it may push with the reply to each, `Messages` what the server may send it.
 */
import type { Json } from './differences.ts'
import type { FieldErrors } from './messages.ts'

/**
 * The default export of a hook's module. All callbacks may be left out. For each element `mounted` comes first and `destroyed`
 * last, once each; what is between them comes only while it is mounted. When `mounted` returns a promise the others wait for it.
 *
 * ```js
 * /** @type {import('overwire/client').Hook<{ points: number[] }>} *\/
 * export default {
 *   mounted: ({ element, data }) => new Chart(element, data.points),
 *   updated: ({ data, state: chart }) => chart.show(data.points),
 *   destroyed: ({ state: chart }) => chart.remove(),
 * }
 * ```
 */
export interface Hook<
  Data = Json,
  Events extends HookEvents<Events> = AnyHookEvents,
  Messages = AnyHookMessages,
  State = unknown,
> {
  /** The element is in the page, with the content that the view rendered. What it returns is the state of the hook. */
  mounted?(port: HookPort<Data, Events, Messages>): State | Promise<State>
  /** The view has other data for it. */
  updated?(port: MountedHookPort<Data, Events, Messages, State>, before: Data): unknown
  /** The element has left the page, or is no hook any more. Its content is put back as it was rendered. */
  destroyed?(port: MountedHookPort<Data, Events, Messages, State>): unknown
  /** The connection is lost, and comes back or not. */
  disconnected?(port: MountedHookPort<Data, Events, Messages, State>): unknown
  /** The connection is back after `disconnected`. */
  reconnected?(port: MountedHookPort<Data, Events, Messages, State>): unknown
}

/** What a hook has of its element and its view. */
export interface HookPort<
  Data = Json,
  Events extends HookEvents<Events> = AnyHookEvents,
  Messages = AnyHookMessages,
> {
  readonly element: HTMLElement
  /** What the view gives it now: a copy of its own. */
  readonly data: Data
  /**
   * Calls the handler that the view has for this event, and resolves with its reply. Without a connection it waits for one.
   * Rejects with a {@link PushError} when the handler fails, when it is refused, and when the page is left or made anew before its
   * outcome is known.
   */
  push<Name extends keyof Events & string>(
    name: Name,
    ...payload: Parameters<Events[Name]>
  ): Promise<Awaited<ReturnType<Events[Name]>>>
  /** Calls the listener with what the server sends this hook, until it is destroyed. */
  on<Name extends keyof Messages & string>(name: Name, listener: (payload: Messages[Name]) => unknown): void
  /**
   * A node that the hook has put elsewhere in the document belongs to its element: a press in it is not outside of what
   * is around the element. It is removed when the hook is destroyed.
   */
  own(node: Node): void
}

/** What `mounted` has returned is there, too. */
export interface MountedHookPort<
  Data = Json,
  Events extends HookEvents<Events> = AnyHookEvents,
  Messages = AnyHookMessages,
  State = unknown,
> extends HookPort<Data, Events, Messages> {
  readonly state: State
}

/** What `port.push` rejects with. */
export interface PushError extends Error {
  /** `unknown`: the handler may have run. `interrupted`: its page was left, or the server was stopped, while it ran. */
  readonly outcome: 'failed' | 'refused' | 'interrupted' | 'unknown'
  /** Why it was refused: `invalid`, `denied`, `gone`, `expired`, `superseded` and others. */
  readonly code: string
  /** What does not fit the schema of the handler, by field. */
  readonly errors: FieldErrors
}

/** Functions from at most one payload to the reply. */
export type HookEvents<Events> = { readonly [Name in keyof Events]: (payload: never) => unknown }

/** A hook that declares no events may push any. */
export interface AnyHookEvents {
  [name: string]: (payload?: Json) => Json
}

/** A hook that declares no messages may be sent any. */
export interface AnyHookMessages {
  [name: string]: Json
}

declare global {
  // These layers compile without the web's types. They merge with the real ones wherever those exist.
  interface HTMLElement {}
  interface Node {}
}
