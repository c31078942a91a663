import type { ComponentNode } from '../template/tree/tree.ts'
import type { Component, LoadMany } from '../view/component.ts'
import { constructing } from '../view/constructing.ts'
import type { Head } from '../view/head.ts'
import type { LiveView, ViewInit } from '../view/live-view.ts'
import type { Runtime } from '../view/runtime.ts'
import { Scope } from '../view/scope.ts'
import { reporting, runAuthorCode, type Failure } from './author-code.ts'

/** A class that can be mounted: a view or a component. */
export type MountableClass = (new (init?: ViewInit) => LiveView<object> | Component) & {
  /** Names the class in records of state, where its name is not enough: see {@link classIdOf}. */
  readonly id?: string
  /** Loads what several components of the class need, in place of one after the other. */
  readonly loadMany?: LoadMany
  /** Props that parents may leave out. */
  readonly defaults?: Readonly<Record<string, unknown>>
}

/** What a new view or component is given. */
export interface Given {
  readonly key?: unknown
  readonly params?: object
  readonly props?: Readonly<Record<string, unknown>>
}

/**
 * One view or component in a page: the author's object, and what the framework keeps about it.
 *
 * `mounting`: its `mount` has not finished, or data of its first render is being fetched.
 * `ready`: it renders. `failed`: its `mount` threw. `endless`: it was stopped, because it rendered without end.
 * `failure` says why.
 * Whether its `start` has run is the state of its scope.
 */
export class ComponentInstance {
  readonly type: MountableClass
  /** What it stands in. Null for a root, and for what was prepared until it is placed. */
  parent: ComponentInstance | null
  readonly given: Given
  /** The author's object. */
  readonly component: LiveView<object> | Component
  readonly scope: Scope
  state: 'mounting' | 'ready' | 'failed' | 'endless' = 'mounting'
  failure: Failure | null = null
  /** Must render: its code ran, its props changed, or something below it is dirty. */
  dirty = true
  /** What something below it threw that was rendered by itself: its next render throws it again. */
  thrownBelow: Failure | null = null
  /** How often its own render has asked for the next one, without anything else in between: see `self-renders.ts`. */
  selfRenders = 0
  /** Something outside of rendering has asked for its next render. */
  asked = true
  /** It took the place of one with another key, though nobody had asked for that. */
  isSuccessor = false
  /** How many calls of its `changed` have not settled. */
  changing = 0
  /** What it failed to render with last, until it renders: reported once. */
  reported: Failure | null = null
  /** The numbers of the events whose handlers are running in it, oldest first. */
  runningEvents: readonly number[] = NONE
  /** What it says of the document around the page. */
  head: Head | undefined
  /** A field of it that cannot be stored has been reported. */
  checked = false

  constructor(runtime: Runtime, type: MountableClass, given: Given, parent: ComponentInstance | null) {
    this.type = type
    this.parent = parent
    this.given = given
    this.scope = new Scope(runtime, this)
    try {
      this.component = constructing(this.scope, () => new type({ scope: this.scope, ...given }))
    } catch (error) {
      // What its initialisers have begun ends.
      this.scope.stop()
      throw error
    }
    this.scope.constructed()
  }

  /** Shows authors where something happened. */
  get name(): string {
    return nameOfClass(this.type)
  }

  /** Names it with all that it stands in: `Row in Orders in Shop`. */
  get where(): string {
    return this.parent ? `${this.name} in ${this.parent.where}` : this.name
  }

  is(type: unknown, key: unknown): boolean {
    return this.type === type && Object.is(this.given.key, key)
  }

  /** Marks it and everything that it stands in. */
  invalidate(): void {
    for (let instance: ComponentInstance | null = this; instance; instance = instance.parent) {
      instance.dirty = true
    }
  }

  get props(): Readonly<Record<string, unknown>> {
    return 'props' in this.component ? this.component.props : {}
  }

  /** Replaces the props. `readonly` binds authors: this is the one place that writes them. */
  set props(props: Readonly<Record<string, unknown>>) {
    Object.assign(this.component, { props })
  }

  /** The nearest that shows errors, itself included; null when there is none. */
  get catcher(): ComponentInstance | null {
    return this.component.catchError ? this : (this.parent?.catcher ?? null)
  }

  /** Whether one of these is it or stands around it. */
  isWithin(instances: Pick<ReadonlySet<ComponentInstance>, 'has'>): boolean {
    return instances.has(this) || (this.parent?.isWithin(instances) ?? false)
  }

  /** Runs `stop` where `start` has run, and releases everything. */
  stop(report: (error: unknown) => void): void {
    const started = this.scope.running
    this.scope.stop()
    if (started) runAuthorCode(() => this.component.stop?.(), reporting(report))
  }
}

const NONE: readonly number[] = []

/** What names a class in records of state: its `static id`, else its name, which a minifier changes. */
export function classIdOf(type: MountableClass): string {
  return type.id ?? type.name
}

/** Names a class for its author: a class that a function makes has no name, and its `static id` says which it is. */
export function nameOfClass({ name, id }: MountableClass): string {
  return name || id || 'a class without a name'
}

/** The view or component that a node shows. */
export function instanceIn(node: ComponentNode | null): ComponentInstance | null {
  return node?.owner instanceof ComponentInstance ? node.owner : null
}
