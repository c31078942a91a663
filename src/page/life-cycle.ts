import type { StartInfo } from '../view/live-view.ts'
import type { Late } from '../view/resource.ts'
import type { Origin } from '../view/runtime.ts'
import { isSignal } from '../view/signals.ts'
import { isThenable } from '../view/thenable.ts'
import { failureOf, runAuthorCode } from './author-code.ts'
import { BatchedLoads } from './batched-loads.ts'
import { ComponentInstance, type Given, type MountableClass } from './component-instance.ts'
import { limitOf } from './limits.ts'
import type { PageRuntime } from './page-runtime.ts'
import type { RecordReader } from './record-reader.ts'
import { settledWithin } from './time-limit.ts'

const FRESH: StartInfo = { resumed: false, interrupted: [] }
const RESUMED: StartInfo = { resumed: true, interrupted: [] }

/** A component starts, or has mounted, because a render has made it. */
const RENDERED: Origin = { event: 0, from: 'render' }

/**
 * What becomes of loads that a response can begin without. `streamed`: it does. `limited`: it waits, for each up to its
 * limit. `awaited`: it waits as for all others. `left`: nobody waits, as they come to a browser that follows.
 */
export type LateLoads = 'streamed' | 'limited' | 'awaited' | 'left'

/**
 * From construction to `stop`: `mount` once, the data of resources, `start` when a socket follows, `stop` once
 * for each `start`. Work that the first response waits for is tracked here.
 */
export class LifeCycle {
  /** Another one when what was prepared is shown. */
  runtime: PageRuntime
  /** Gives components their state back in place of `mount`, while a page is made again from its record. */
  restoring: RecordReader | null = null
  late: LateLoads = 'limited'
  /** Whether there are loads that the response begins without. */
  hasLate = false
  #pending: Set<Promise<void>> | undefined
  #batches: BatchedLoads | undefined
  /** Those whose state was restored. */
  #restored: WeakSet<ComponentInstance> | undefined

  constructor(runtime: PageRuntime) {
    this.runtime = runtime
  }

  /** Constructs and mounts a component. What `mount` throws is the state of what is returned. */
  mount(type: MountableClass, given: Given, parent: ComponentInstance): ComponentInstance {
    return this.#begin(new ComponentInstance(this.runtime, type, given, parent), 0)
  }

  /** The same for what stands at a root. */
  mountRoot(type: MountableClass, given: Given, root: number): ComponentInstance {
    return this.#begin(new ComponentInstance(this.runtime, type, given, null), root)
  }

  /** The render that asked for it is undone. */
  discard(instance: ComponentInstance): void {
    this.restoring?.release(instance)
    this.stop(instance)
  }

  /** Other props: `changed` runs, and what it changes is rendered. */
  changed(instance: ComponentInstance, previous: Readonly<Record<string, unknown>>): void {
    const { component } = instance
    if (!('changed' in component) && !instance.type.loadMany) return
    const origin = this.runtime.origin(instance)
    instance.changing++
    const change = (): unknown =>
      this.#thenLoaded(instance, 'changed' in component ? component.changed?.(previous) : undefined)
    runAuthorCode(change, {
      get active() {
        return !instance.scope.stopped
      },
      // What it changed in its synchronous part is rendered right after it.
      step() {},
      settled: (failure) =>
        this.runtime.turn(() => {
          instance.changing--
          if (failure !== null) this.runtime.fail(instance, failure.error)
          if (!this.runtime.rendering) this.runtime.invalidate(instance, origin)
        }),
    })
  }

  /** Whether something that the first response waits for is under way. */
  get busy(): boolean {
    return (this.#pending?.size ?? 0) > 0
  }

  /** Waits for all of it. Throws what a `mount` or a load threw to lead elsewhere, anywhere in the page. */
  async settled(): Promise<void> {
    while (this.#pending?.size) await Promise.all(this.#pending)
    // Not an error: it says where the request goes on.
    // oxlint-disable-next-line typescript/only-throw-error
    if (this.runtime.signal) throw this.runtime.signal
  }

  /** Resolves when one has mounted and has the data of its resources, so that its first tree is complete. */
  async ready(instance: ComponentInstance): Promise<void> {
    while (this.#pending?.size && (instance.state === 'mounting' || instance.scope.unsettled)) {
      await Promise.race(this.#pending)
    }
    if (instance.failure) throw instance.failure.error
  }

  /** A socket follows: `start` runs, unless it has. */
  start(instance: ComponentInstance): void {
    if (instance.state !== 'ready' || instance.scope.running || instance.scope.stopped) return
    const { component } = instance
    instance.scope.run()
    const info = this.#restored?.has(instance) ? RESUMED : FRESH
    if (component.start) this.runtime.run(instance, () => component.start?.(info), RENDERED)
  }

  stop(instance: ComponentInstance): void {
    instance.stop((error) => instance.scope.runtime.fail(instance, error))
  }

  #begin(instance: ComponentInstance, root: number): ComponentInstance {
    const restored = this.restoring?.restore(instance, root)
    if (restored?.state !== 'restored') {
      this.#callMount(instance)
      return instance
    }
    this.#restored = (this.#restored ?? new WeakSet()).add(instance)
    this.#mounted(instance)
    if (restored.previous) this.changed(instance, restored.previous)
    return instance
  }

  #callMount(instance: ComponentInstance): void {
    try {
      const pending = this.#thenLoaded(instance, instance.component.mount?.())
      if (!pending) return this.#mounted(instance)
      this.#track(
        pending.then(
          () => this.#mounted(instance),
          (error: unknown) => this.#failed(instance, error),
        ),
      )
    } catch (error) {
      this.#failed(instance, error)
    }
  }

  /** What others of its class load with it comes behind its own `mount`. Undefined when there is nothing to wait for. */
  #thenLoaded(instance: ComponentInstance, own: unknown): Promise<unknown> | undefined {
    const mounted = isThenable(own) ? Promise.resolve(own) : undefined
    const { loadMany } = instance.type
    if (!loadMany) return mounted
    const load = (): Promise<void> => (this.#batches ??= new BatchedLoads()).add(instance, loadMany)
    return mounted ? mounted.then(load) : load()
  }

  #mounted(instance: ComponentInstance): void {
    if (instance.scope.stopped) return
    instance.state = 'ready'
    if (instance.scope.unsettled) this.#track(instance.scope.settle())
    for (const late of instance.scope.late) this.#delay(late)
    this.runtime.invalidate(instance, RENDERED)
  }

  #delay(late: Late): void {
    const policy = this.runtime.following ? 'left' : this.late
    if (policy === 'streamed') this.hasLate ||= late.limit !== 0
    else if (policy === 'awaited') this.#track(late.settled)
    else if (policy === 'limited') {
      const { clock, limits } = this.runtime.services
      this.#track(settledWithin(limitOf(late, limits), clock, late.settled))
    }
  }

  #failed(instance: ComponentInstance, thrown: unknown): void {
    if (instance.scope.stopped) return
    const { error } = (instance.failure = failureOf(thrown))
    instance.state = 'failed'
    // What the root of a response throws is the answer to its request: the server reports it.
    if (instance.parent || this.runtime.following || isSignal(error)) this.runtime.fail(instance, error)
    this.runtime.invalidate(instance, RENDERED)
  }

  #track(work: Promise<void>): void {
    const pending = (this.#pending ??= new Set())
    pending.add(work)
    void work.finally(() => {
      pending.delete(work)
      // An empty set takes as much as one of four.
      if (pending.size === 0 && this.#pending === pending) this.#pending = undefined
    })
  }
}
