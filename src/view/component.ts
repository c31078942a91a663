import type { TemplateResult, ComponentValue } from '../template/template-value.ts'
import type { Live } from './live.ts'
import { checkInit, type StartInfo, type ViewInit } from './live-view.ts'

/**
 * A part of a page with state and handlers of its own. Its identity is the place where it is rendered, its
 * class and its key: with another key it stops and a new one mounts; with other props it goes on.
 *
 * ```ts
 * class Clock extends Component<{ zone: string }> {
 *   now = new Date()
 *   override start() {
 *     this.live.every(1000, () => (this.now = new Date()))
 *   }
 *   render() {
 *     return html`<time>${this.now.toLocaleTimeString('en', { timeZone: this.props.zone })}</time>`
 *   }
 * }
 * html`<p>${component(Clock, { zone: 'Europe/Madrid' })}</p>`
 * ```
 */
export abstract class Component<Props extends object = object> {
  /** What the parent gave, replaced as a whole when it gives something else. Set before field initialisers run. */
  readonly props: Readonly<Props>
  /** Everything that a component has beside its own fields. Set before field initialisers run. */
  readonly live: Live

  constructor(init?: ViewInit) {
    const { scope, props } = checkInit(init, new.target)
    scope.owner = this
    this.live = scope.live
    // `component` and `mount` take the props that this class declares: their types say so.
    this.props = (props ?? {}) as Props
  }

  /** Shows the state: pure, and run again whenever it may have changed. */
  abstract render(): TemplateResult

  /** Runs once. On the socket `pending` is shown while it is under way; the first response waits for it. */
  mount?(): void | Promise<void>

  /** Runs when a socket follows the page: timers and tasks. All of them end with the component. */
  start?(info: StartInfo): void | Promise<void>

  /** Runs once for each `start`, when the component is gone. */
  stop?(): void

  /** Runs before `render` when the parent gave other props. */
  changed?(previous: Readonly<Props>): void

  /** Shows something while an async `mount` runs. Without it there is nothing. */
  pending?(): TemplateResult

  /**
   * Shows something else in place of what threw in or below this component, in `render` or `mount`. `retry` renders again:
   * components that threw are made again, and a `load` that failed is fetched again by its `reload()`.
   */
  catchError?(error: unknown, retry: () => void): TemplateResult

  /** Renders soon. Handlers, subscriptions, tasks and loads do it by themselves. */
  update(): void {
    this.live.update()
  }
}

/** A class of components with these props. */
export type ComponentClass<Props extends object> = new (init?: ViewInit) => Component<Props>

/** Options of {@link component}. */
export interface ComponentOptions {
  /** Another key is another component. */
  readonly key?: unknown
}

/**
 * Places a component in a template.
 *
 * ```ts
 * html`<aside>${component(Chat, { room }, { key: room })}</aside>`
 * ```
 */
export function component<Props extends object>(
  type: ComponentClass<Props>,
  // A component without props needs none here; `NoInfer` lets the class decide what they are.
  ...[props, options]: object extends Props
    ? [props?: NoInfer<Props>, options?: ComponentOptions]
    : [props: NoInfer<Props>, options?: ComponentOptions]
): ComponentValue {
  return { kind: 'component-value', type, props: { ...props }, key: options?.key }
}
