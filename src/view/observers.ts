/**
 * What an element watches for, beside the events that happen in it: directives, which stand among its attributes. Each lives
 * as long as its element.
 */
import type { Observation } from '../protocol/observations.ts'
import type { LiveEvent, LiveEventOf } from '../template/live-event.ts'
import { Misuse, type DirectiveValue, type EventBinding } from '../template/template-value.ts'
import { describe } from '../template/tree/describe.ts'
import { InvalidForm } from './form-schema.ts'
import type { HandlerOptions, KeysOf } from './handler-options.ts'
import { chain, on } from './on.ts'

/** What runs: a handler, or what `on`, `chain` and commands give, which gets the options of the directive besides its own. */
export type Observer<Event = LiveEvent> = ((event: Event) => unknown) | EventBinding

/** Options of what an element watches for. */
export type ObserverOptions = Pick<HandlerOptions, 'overlap' | 'key' | 'allow' | 'limit' | 'limited' | 'once'>

/** Options of {@link onWindow} and {@link onDocument}. */
export type TargetOptions = ObserverOptions & Pick<HandlerOptions, 'prevent' | 'keys' | 'repeat' | 'typing'>

/** Options of {@link disappear}. */
export interface ViewOptions extends ObserverOptions {
  /** So many pixels around what is seen count as seen. Default: 0. */
  readonly margin?: number
}

/** The event of {@link onResize}. */
export interface LiveResizeEvent extends LiveEvent {
  readonly detail: ElementSize
}

/** In CSS pixels: with padding and border, and without. */
export interface ElementSize {
  readonly width: number
  readonly height: number
  readonly contentWidth: number
  readonly contentHeight: number
}

/**
 * Listens to events of the window as long as the element is in the page.
 *
 * ```ts
 * html`<main ${onWindow('keydown', () => this.close(), { keys: ['Escape'] })}></main>`
 * ```
 */
export function onWindow<Type extends string>(
  type: Type,
  handler: Observer<LiveEventOf<Type>>,
  options?: TargetOptions & KeysOf<Type>,
): DirectiveValue | Misuse {
  return listener('window', type, { handler, options: options ?? {} })
}

/**
 * Listens to events of the document as long as the element is in the page.
 *
 * ```ts
 * html`<main ${onDocument('selectionchange', () => this.selected())}></main>`
 * ```
 */
export function onDocument<Type extends string>(
  type: Type,
  handler: Observer<LiveEventOf<Type>>,
  options?: TargetOptions & KeysOf<Type>,
): DirectiveValue | Misuse {
  return listener('document', type, { handler, options: options ?? {} })
}

/**
 * Runs when a mouse, finger or pen was pressed outside of the element: to close a menu. What counts is where the press
 * began. What belongs to the element is inside, wherever it stands: its portals, and what its hooks have put elsewhere.
 *
 * ```ts
 * html`<ul role="menu" ${outside(() => (this.open = false))}>…</ul>`
 * ```
 */
export function outside(handler: Observer, options: ObserverOptions = {}): DirectiveValue | Misuse {
  return observed('outside', handler, { observation: ['outside'], options })
}

/**
 * Runs when the element comes into view. When it still is in view after that, and has moved since, it runs again: a list
 * that loads more at its end goes on until the screen is full, and stops when there is no more. One runs at a time.
 *
 * ```ts
 * html`<ul>${rows}</ul><p ${appear(() => this.loadMore(), { margin: 400 })}>…</p>`
 * ```
 */
export function appear(handler: Observer, options: ViewOptions = {}): DirectiveValue | Misuse {
  return inView('appear', handler, options)
}

/**
 * Runs when the element goes out of view, having been in view. An element that is removed is no longer watched, and runs nothing.
 *
 * ```ts
 * html`<video ${disappear(() => (this.isPlaying = false))}></video>`
 * ```
 */
export function disappear(handler: Observer, options: ViewOptions = {}): DirectiveValue | Misuse {
  return inView('disappear', handler, options)
}

/**
 * Runs when the element gets another size. Its first size is none.
 *
 * ```ts
 * html`<div ${onResize(({ detail }) => (this.columns = Math.floor(detail.width / 240)))}></div>`
 * ```
 */
export function onResize(
  handler: Observer<LiveResizeEvent>,
  options: ObserverOptions = {},
): DirectiveValue | Misuse {
  const checked = typeof handler === 'function' ? withSize(handler) : handler
  return observed('resize', checked, { observation: ['resize'], options })
}

/**
 * Runs once when the element is there and the page is live. Not again when a connection comes back, but again in a page that began
 * again with fresh state.
 *
 * ```ts
 * html`<p ${mounted(() => this.seen++)}>${this.seen}</p>`
 * ```
 */
export function mounted(handler: Observer, options: ObserverOptions = {}): DirectiveValue | Misuse {
  return observed('mounted', handler, { observation: ['mounted'], options })
}

/**
 * Runs again and again, while the page is seen and connected; one at a time. A page that is seen again asks at once, if it was
 * time meanwhile. The time is in milliseconds, 100 at least. For what the server can push there is `this.live.subscribe`.
 *
 * ```ts
 * html`<output ${every(5_000, () => this.queue.refresh())}>${this.queue.length}</output>`
 * ```
 */
export function every(
  milliseconds: number,
  handler: Observer,
  options: ObserverOptions = {},
): DirectiveValue | Misuse {
  if (!(milliseconds >= 100 && milliseconds < 2 ** 31))
    return new Misuse(
      `every(${describe(milliseconds)}, …)`,
      'The time comes first, in milliseconds, 100 at least:  ${every(5_000, () => …)}',
    )
  return observed('every', handler, { observation: ['every', milliseconds], options })
}

// --- what they give ---

interface Listening<Event> {
  readonly handler: Observer<Event>
  readonly options: TargetOptions
}

function listener<Event>(
  where: 'window' | 'document',
  type: string,
  { handler, options }: Listening<Event>,
): DirectiveValue | Misuse {
  if (typeof type !== 'string')
    return new Misuse(
      `${where === 'window' ? 'onWindow' : 'onDocument'}(${describe(type)}, …)`,
      "The type of the event comes first:  ${onWindow('keydown', (event) => …)}",
    )
  return observed(type, handler, { observation: [where, type], options })
}

function inView(
  how: 'appear' | 'disappear',
  handler: Observer,
  { margin = 0, ...options }: ViewOptions,
): DirectiveValue | Misuse {
  if (!(margin >= 0 && margin < Infinity))
    return new Misuse(
      `${how}(…, { margin: ${describe(margin)} })`,
      'The margin is in pixels:  ${appear(() => …, { margin: 400 })}',
    )
  return observed(how, handler, { observation: [how, margin], options })
}

interface Observed {
  readonly observation: Observation
  readonly options: TargetOptions
}

function observed<Event>(
  type: string,
  handler: Observer<Event>,
  { observation, options }: Observed,
): DirectiveValue {
  return {
    kind: 'directive',
    module: 'Observers',
    data: observation,
    type,
    handler: bindingOf(handler, options),
    closed: false,
  }
}

/** What has options already gets these besides. */
function bindingOf<Event>(handler: Observer<Event>, options: TargetOptions): EventBinding {
  // `on` types the event by its type, and these directives by what they watch for.
  if (typeof handler === 'function') return on(handler as (event: LiveEvent) => unknown, options)
  return Object.keys(options).length > 0 ? chain(handler, on(options)) : handler
}

// --- what browsers say ---

function withSize(handler: (event: LiveResizeEvent) => unknown): (event: LiveEvent) => unknown {
  return function (this: unknown, event) {
    if (!isSize(event.detail)) throw new InvalidForm([{ message: 'That is no size.' }])
    // It was checked.
    return handler.call(this, event as LiveResizeEvent)
  }
}

function isSize(detail: unknown): detail is ElementSize {
  if (typeof detail !== 'object' || detail === null) return false
  // Any object may have them, or not.
  const { width, height, contentWidth, contentHeight } = detail as Record<keyof ElementSize, unknown>
  return [width, height, contentWidth, contentHeight].every((each) => typeof each === 'number' && each >= 0)
}
