import type { ComponentNode } from '../template/tree/tree.ts'
import type { Component } from '../view/component.ts'
import type { LiveView, ViewInit } from '../view/live-view.ts'
import type { Runtime } from '../view/runtime.ts'
import { Scope } from '../view/scope.ts'
import { drive, reporting } from './author-code.ts'

/** A class that can be mounted: a view or a component. */
export type MountableClass = new (init?: ViewInit) => LiveView<object> | Component

/**
 * One view or component that stands in a page.
 *
 * `mounting`: its `mount` has not finished, or data of its first render is under way.
 * `ready`: it renders. `failed`: its `mount` threw `error`.
 * Whether its `start` has run is the state of its scope.
 */
export class ComponentInstance {
  readonly type: MountableClass
  readonly parent: ComponentInstance | null
  readonly given: Given
  readonly instance: LiveView<object> | Component
  readonly scope: Scope
  state: 'mounting' | 'ready' | 'failed' = 'mounting'
  error: unknown
  /** Must render: its code ran, its props changed, or something below it did. */
  dirty = true
  /** What something below it threw that was rendered by itself: thrown again by its next render. */
  thrown: { readonly error: unknown } | null = null
  /** A field of it that cannot be stored has been reported. */
  checked = false

  constructor(runtime: Runtime, type: MountableClass, given: Given, parent: ComponentInstance | null) {
    this.type = type
    this.parent = parent
    this.given = given
    this.scope = new Scope(runtime, this)
    this.instance = new type({ scope: this.scope, ...given })
  }

  /** Shows authors where something happened. */
  get name(): string {
    return this.type.name
  }

  is(type: unknown, key: unknown): boolean {
    return this.type === type && Object.is(this.given.key, key)
  }

  /** Marks it and what it stands in. */
  invalidate(): void {
    for (let mounted: ComponentInstance | null = this; mounted; mounted = mounted.parent) mounted.dirty = true
  }

  /** What it stands in, outermost. */
  get root(): ComponentInstance {
    return this.parent ? this.parent.root : this
  }

  get props(): Readonly<Record<string, unknown>> {
    // What is given as props is an object of them.
    return 'props' in this.instance ? (this.instance.props as Record<string, unknown>) : {}
  }

  /** Replaces the props. `readonly` binds authors: this is the one place that writes them. */
  set props(props: Readonly<Record<string, unknown>>) {
    Object.assign(this.instance, { props })
  }

  /** The nearest that shows errors, itself included; null when nobody does. */
  get catcher(): ComponentInstance | null {
    return this.instance.catchError ? this : (this.parent?.catcher ?? null)
  }

  /** Runs `stop` where `start` has run, and releases everything. */
  stop(report: (error: unknown) => void): void {
    const started = this.scope.running
    this.scope.stop()
    if (started) drive(() => this.instance.stop?.(), reporting(report))
  }
}

/** What a new view or component is given. */
export interface Given {
  readonly key?: unknown
  readonly params?: object
  readonly props?: Readonly<Record<string, unknown>>
}

/** The view or component that a node shows. */
export function instanceIn(node: ComponentNode | null): ComponentInstance | null {
  return node?.owner instanceof ComponentInstance ? node.owner : null
}
