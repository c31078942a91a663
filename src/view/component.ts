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
export abstract class Component<Props extends object = object, Defaulted extends keyof Props = never> {
  /** What the parent gave, replaced as a whole when it gives something else. Set before field initialisers run. */
  readonly props: Readonly<Given<Props, Defaulted>>
  /** Everything that a component has beside its own fields. Set before field initialisers run. */
  readonly live: Live

  constructor(init?: ViewInit) {
    const { scope, props } = checkInit(init, new.target)
    scope.owner = this
    this.live = scope.live
    // `component` and `mount` take the props that this class declares: their types say so.
    this.props = (props ?? {}) as Given<Props, Defaulted>
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
  changed?(previous: Readonly<Given<Props, Defaulted>>): void

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

/** Props of which some have a default in `static defaults`: parents may leave them out, and the component has them all the same. */
export type Given<Props extends object, Defaulted extends keyof Props> = Props & {
  readonly [Name in Defaulted]-?: Exclude<Props[Name], undefined>
}

/** A class of components with these props. */
export type ComponentClass<Props extends object> = new (init?: ViewInit) => Component<Props>

/** What `static loadMany` of a class of components is: it loads what several of them need. They have their props. */
export type LoadMany = (components: readonly Component[]) => void | Promise<void>

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
  return { kind: 'component-value', type, props: propsOf(type, props), key: options?.key }
}

/** With the defaults of the class for those that are not given. */
export function propsOf(type: unknown, props: object | undefined): Readonly<Record<string, unknown>> {
  const given: Record<string, unknown> = { ...props }
  // Whatever a class says of itself.
  const { defaults } = type as { readonly defaults?: Readonly<Record<string, unknown>> }
  for (const [name, value] of Object.entries(defaults ?? {}))
    if (given[name] === undefined) given[name] = value
  return given
}
