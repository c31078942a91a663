import type { PageServices } from '../page/services.ts'
import type { MountableClass } from '../page/component-instance.ts'
import type { Visit } from '../page/visit.ts'
import type { Effect, EventRefusal, FieldErrors } from '../protocol/messages.ts'
import type { LiveEvent } from '../template/live-event.ts'
import type { Context } from '../view/context.ts'
import type { FlashMessage } from '../view/flash-message.ts'
import type { Overlap } from '../view/handler-options.ts'
import type { Rate } from '../view/rate.ts'
import type { ByteBudget } from './byte-budget.ts'
import type { HandlerRates } from './handler-rates.ts'

/** What the server hands to its circuits: everything outside of them. */
export interface CircuitServices extends PageServices {
  /** What events hold that run or wait, in all circuits. */
  readonly eventBytes: ByteBudget
  /** What prefetched pages hold, in all circuits. */
  readonly prefetchBytes: ByteBudget
  /** That many random bytes as base64url. */
  random(bytes: number): string
  /** Warns of what a browser sent to a page or socket, within bounds: nobody can fill the log. */
  warnOf(source: object, message: string): void
  /** Runs a named action. A rejection is a failed event, a returned code a refused one. */
  action(call: ActionCall): Settled | Promise<Settled>
  /** How the author of a named action has its events queued and limited; nothing where the action does not exist. */
  actionQueue(name: string): ActionQueue & LimitedAction
  /** How often visitors had handlers run that have a limit. */
  readonly handlerRates: HandlerRates
  /** Middleware around every event; null when there is none. */
  readonly around: Around | null
  /** Where an address leads the visitor of this context: route, search and gates decide. Never rejects. */
  visit(context: Context, href: string): Promise<VisitAnswer>
  /** Until when the gates that made this context let pass, in milliseconds since the epoch; Infinity for good. */
  heldUntil(context: Context): number
  /** What stands in the place of a page that threw this, in `mount` or later. */
  visitAfter(visit: Visit, thrown: unknown): VisitAnswer
}

/**
 * Where an address leads. It is a fault where the gates decided nothing, as one of them, or what they need, has thrown: it may
 * work soon.
 */
export type VisitAnswer =
  | { readonly kind: 'visit'; readonly visit: Visit }
  /** The browser loads it: no page of `app.live`, or only its request can decide. */
  | { readonly kind: 'load'; readonly href: string; readonly isFault?: boolean }
  /** `messages` are shown by the page that it leads to. */
  | { readonly kind: 'redirect'; readonly to: string; readonly messages?: readonly FlashMessage[] }
  /** A page of errors stands in place: its visit has a status. */
  | { readonly kind: 'failed'; readonly visit: Visit; readonly isFault?: boolean }

/** Whether no gate has decided. */
export function isFault(answer: VisitAnswer): boolean {
  return 'isFault' in answer && answer.isFault
}

/** Options of an action that say which of its events run side by side. */
export interface ActionQueue {
  /** What happens to an event while an earlier one of its queue runs. Default: by the event's type, as in views. */
  readonly overlap?: Overlap
  /**
   * Events with the same key share one queue, also those of different actions. Default: the events of one type on
   * elements with the same `data-*` attributes share one.
   */
  readonly key?: string
}

/** What is asked before a named action runs. */
export interface LimitedAction {
  readonly limit?: Rate
  /** Whether something runs in its place when the limit is used up. */
  readonly isAnswered?: boolean
}

/** Undefined when it has run, otherwise why not. */
export type Settled = EventRefusal | InvalidPayload | undefined

/** What it was given does not fit its schema. */
export interface InvalidPayload {
  readonly errors: FieldErrors
}

/** Runs `next` or does not. */
export type Around = (context: Context, event: LiveEvent, next: () => Promise<void>) => Promise<void>

/** A named action that a browser asked for. */
export interface ActionCall {
  readonly target: ActionTarget
  readonly name: string
  readonly run: ActionRun
}

/** The event that an action runs for. */
export interface ActionRun {
  readonly event: LiveEvent
  /** False when its page or its time is over: then it must not begin, or go on. */
  readonly active: boolean
  /** After so many seconds the limit of its handler lets the next one run; 0 when it lets this one. */
  readonly seconds: number
  /** Calls what its author wrote. In development what takes long is warned of. */
  timed(call: () => unknown): unknown
  /** The synchronous part of its handler has run: what waited for that begins. */
  entered(): void
  /** A generator has taken a step: it goes on when this resolves. */
  step(): void | Promise<void>
  /**
   * Runs `perform` in a turn of the page, as what the event does. Rejects with what it throws. Once the event is over
   * it does not run.
   */
  now(perform: () => void): Promise<void>
  /** Runs `perform` when the event is done, so that what it queues goes out in the frame of the outcome. */
  atEnd(perform: () => void): void
}

/** Runs an action by its name, for an event. */
export type RunAction = (name: string, run: ActionRun) => Settled | Promise<Settled>

/** The page that an action works on. Once it has ended, all of it does nothing. */
export interface ActionTarget {
  /** The request of the socket that follows. */
  readonly context: Context
  /** Queues an effect behind all before it. */
  effect(effect: Effect): void
  /** What is queued by this comes in one frame, also what stands before a component that must mount first. */
  batch(queue: () => void): void
  /** Starts a component in the target. */
  mount(selector: string, type: MountableClass, props: Readonly<Record<string, unknown>>): void
  joinGroup(group: string): void
  leaveGroup(group: string): void
  /** The browser has answered what it stores under a key; an empty text for nothing. */
  stored(key: string, text: string): void
}
