import { NotFound, Redirect } from '../view/signals.ts'
import { isPromise } from './author-code.ts'
import { ComponentInstance, type Given, type MountableClass } from './component-instance.ts'
import type { PageRuntime } from './page-runtime.ts'
import type { SnapshotReader } from './snapshot.ts'

/**
 * From construction to `stop`: `mount` once, the data of holders, `start` when a socket follows, `stop` once
 * for each `start`. Work that the first response must wait for is remembered here.
 */
export class Lifecycle {
  readonly #port: PageRuntime
  /** Gives fields back in place of `mount`, while a page is made again from its state. */
  restoring: SnapshotReader | null = null
  #underway: Set<Promise<void>> | undefined
  /** `redirect()` or `notFound()` thrown during the request, anywhere in the page. */
  #signal: Redirect | NotFound | undefined

  constructor(port: PageRuntime) {
    this.#port = port
  }

  /** Constructs and mounts. What `mount` throws is the state of what is returned. */
  mount(type: MountableClass, given: Given, parent: ComponentInstance | null): ComponentInstance {
    const mounted = new ComponentInstance(this.#port, type, given, parent)
    if (this.restoring?.restore(mounted)) this.#mounted(mounted)
    else this.#callMount(mounted)
    return mounted
  }

  /** Whether something that the first response waits for is under way. */
  get busy(): boolean {
    return (this.#underway?.size ?? 0) > 0
  }

  /** Waits for all of it. Throws what a `mount` during the request threw to lead elsewhere. */
  async settled(): Promise<void> {
    while (this.#underway?.size) await Promise.all(this.#underway)
    // Not an error: it says where the request goes on.
    // oxlint-disable-next-line typescript/only-throw-error
    if (this.#signal) throw this.#signal
  }

  /** Resolves when one has mounted and has the data of its holders, so that its first tree is complete. */
  async ready(mounted: ComponentInstance): Promise<void> {
    while (this.#underway?.size && (mounted.state === 'mounting' || mounted.scope.unsettled)) {
      await Promise.race(this.#underway)
    }
    if (mounted.state === 'failed') throw mounted.error
  }

  /** A socket follows: `start` runs, unless it has. */
  start(mounted: ComponentInstance): void {
    if (mounted.state !== 'ready' || mounted.scope.running || mounted.scope.stopped) return
    mounted.scope.run()
    const { instance } = mounted
    if (instance.start) {
      this.#port.run(mounted, () => instance.start?.({ resumed: false, interrupted: [] }))
    }
  }

  stop(mounted: ComponentInstance): void {
    mounted.stop((error) => this.#port.report(mounted, error))
  }

  #callMount(mounted: ComponentInstance): void {
    try {
      const pending = mounted.instance.mount?.()
      if (!isPromise(pending)) return this.#mounted(mounted)
      this.#track(
        Promise.resolve(pending).then(
          () => this.#mounted(mounted),
          (error: unknown) => this.#failed(mounted, error),
        ),
      )
    } catch (error) {
      this.#failed(mounted, error)
    }
  }

  #mounted(mounted: ComponentInstance): void {
    if (mounted.scope.stopped) return
    mounted.state = 'ready'
    if (mounted.scope.unsettled) this.#track(mounted.scope.settle())
    this.#port.invalidate(mounted)
  }

  #failed(mounted: ComponentInstance, error: unknown): void {
    mounted.state = 'failed'
    mounted.error = error
    const { following } = this.#port
    if (!following && (error instanceof Redirect || error instanceof NotFound)) this.#signal = error
    // What the root of a response throws is the answer to its request: the server reports it.
    else if (mounted.parent || following) this.#port.report(mounted, error)
    this.#port.invalidate(mounted)
  }

  #track(work: Promise<void>): void {
    this.#underway ??= new Set()
    const underway = this.#underway.add(work)
    void work.finally(() => underway.delete(work))
  }
}
