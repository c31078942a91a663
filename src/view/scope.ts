import { createGuardedController } from './guarded-abort.ts'
import type { Late, Resource } from './resource.ts'
import { Live } from './live.ts'
import type { Posting } from './posting.ts'
import type { Runtime } from './runtime.ts'
import type { ViewScope } from './view-scope.ts'
import { Subscription, type SubscriptionHandlers } from './subscription.ts'

/** What a resource stores, and what it is known by. */
export type StoredResource = readonly [name: string, stored: unknown]

/**
 * The framework's side of one view or component: what it has running, to be released when it ends.
 *
 * A scope is `idle` until a socket follows its owner (never, for an HTTP request alone), then `running`,
 * then `stopped` for good. Timers and subscriptions exist only while it runs.
 */
export class Scope implements ViewScope {
  /** Another one when its view is shown that was made ahead, and when its visit is left. */
  runtime: Runtime
  readonly live: Live
  /** The view or component: what its code is bound to. */
  owner: object = this
  /** The runtime's record of the owner, opaque here. */
  readonly record: object
  #state: 'idle' | 'running' | 'stopped' = 'idle'
  #resources: Resource[] | undefined
  /** How many of them initialisers have made. */
  #initial = 0
  #releases: Set<() => void> | undefined
  #controller: AbortController | undefined
  /** Resolves when the positions of all recorded topics are known; undefined when they are. */
  #positioned: Promise<unknown> | undefined

  constructor(runtime: Runtime, record: object) {
    this.runtime = runtime
    this.record = record
    this.live = new Live(this)
  }

  get running(): boolean {
    return this.#state === 'running'
  }

  get stopped(): boolean {
    return this.#state === 'stopped'
  }

  /** Aborts when the scope stops. Made on first use, as most views never ask. */
  get signal(): AbortSignal {
    this.#controller ??= createGuardedController((error) => this.runtime.fail(this.record, error))
    if (this.stopped) this.#controller.abort()
    return this.#controller.signal
  }

  hold<Type extends Resource>(resource: Type): Type {
    this.#resources ??= []
    this.#resources.push(resource)
    return resource
  }

  /** Follows a topic: from now on when the scope runs; otherwise when it starts, from where the topic stands now. */
  subscribe(topic: string, handlers: SubscriptionHandlers): () => void {
    const subscription = new Subscription(this, topic, handlers)
    if (this.stopped) return () => {}
    if (this.running) {
      // It is no resource: `start` and handlers make it again, initialisers do not.
      subscription.follow()
      return this.onStop(() => subscription.end())
    }
    this.hold(subscription)
    this.#wait(subscription.record())
    return () => subscription.end()
  }

  /** What is fetched after this cannot be older than the recorded positions. Undefined when they are known. */
  get positioned(): Promise<unknown> | undefined {
    return this.#positioned
  }

  /** Lets resources fetch, once `mount` is over. Resolves when all have what they need. */
  async settle(): Promise<void> {
    if (this.#resources) await Promise.all(this.#resources.map(async (resource) => resource.begin()))
  }

  /** Whether {@link settle} has anything to wait for. */
  get unsettled(): boolean {
    return this.#resources?.some((resource) => resource.waiting) ?? false
  }

  /** Fetches that are under way, and that a response can begin without. */
  get late(): readonly Late[] {
    return this.#resources?.flatMap((resource) => resource.late ?? []) ?? NONE_LATE
  }

  /** The initialisers have run: what is made after this, they do not make again. */
  constructed(): void {
    this.#initial = this.#resources?.length ?? 0
  }

  /** Whether initialisers make all of its resources again. One that `mount` has made needs `mount` again. */
  get restorable(): boolean {
    return (this.#resources?.length ?? 0) <= this.#initial
  }

  /** What its resources store, by the names of the fields that hold them: other versions of a class have others. */
  storedResources(): readonly StoredResource[] {
    if (!this.#resources) return NO_RESOURCES
    return [...this.#named()].flatMap(([name, resource]): StoredResource[] => {
      const stored = resource.stored()
      return stored === undefined ? [] : [[name, stored]]
    })
  }

  restoreResources(stored: readonly StoredResource[]): void {
    const byName = new Map(stored)
    for (const [name, resource] of this.#named()) {
      if (byName.has(name)) resource.restore(byName.get(name))
    }
  }

  /** Those that no public field holds are known by what they are about, and by their order. */
  *#named(): Generator<[name: string, Resource]> {
    const names = new Map(Object.entries(this.owner).map(([name, value]: [string, unknown]) => [value, name]))
    const counts = new Map<string, number>()
    for (const resource of this.#resources ?? []) {
      const { about } = resource
      const count = counts.get(about) ?? 0
      const name = names.get(resource)
      if (name === undefined) counts.set(about, count + 1)
      yield [name ?? `#${count} ${about}`, resource]
    }
  }

  /** Its forms, by the names of the fields that hold them. */
  get postings(): readonly (readonly [name: string, posting: Posting])[] {
    if (!this.#resources?.some(({ posting }) => posting)) return NO_POSTINGS
    return [...this.#named()].flatMap(([name, { posting }]) => (posting ? [[name, posting] as const] : []))
  }

  /** The browser has answered what it stores under a key. */
  received(key: string, text: string): void {
    for (const resource of this.#resources ?? []) resource.received(key, text)
  }

  /** Somebody else is logged in in this very page. */
  loginChanged(): void {
    if (this.running) for (const resource of this.#resources ?? []) resource.loginChanged()
  }

  /** The view is about to render. */
  beginRender(): void {
    for (const resource of this.#resources ?? []) resource.beginRender()
  }

  /** A failure of one of its resources that its author has not looked at in the last render. */
  get unreadFailure(): { readonly error: unknown } | null {
    for (const resource of this.#resources ?? []) if (resource.unread) return resource.unread
    return null
  }

  /** What its resources hold in memory. */
  get held(): readonly unknown[] {
    return this.#resources?.map((resource) => resource.held) ?? NOTHING
  }

  run(): void {
    this.#state = 'running'
    for (const resource of this.#resources ?? []) this.#guarded(() => resource.started())
  }

  /** Runs `release` when the scope stops, or now if it has. The returned function releases earlier. */
  onStop(release: () => void): () => void {
    if (this.stopped) {
      release()
      return () => {}
    }
    this.#releases ??= new Set()
    const releases = this.#releases.add(release)
    return () => {
      if (releases.delete(release)) release()
    }
  }

  stop(): void {
    if (this.stopped) return
    this.#state = 'stopped'
    this.#controller?.abort()
    for (const resource of this.#resources ?? []) this.#guarded(() => resource.end())
    for (const release of this.#releases ?? []) this.#guarded(release)
    this.#resources = this.#releases = undefined
  }

  /** What one of them throws, a bus that cannot be reached for example, keeps none of the others from its turn. */
  #guarded(call: () => void): void {
    try {
      call()
    } catch (error) {
      this.runtime.fail(this.record, error)
    }
  }

  #wait(known: Promise<void>): void {
    const all = (this.#positioned = Promise.all([this.#positioned, known]))
    void all.then(() => {
      if (this.#positioned === all) this.#positioned = undefined
    })
  }
}

const NOTHING: readonly unknown[] = []
const NONE_LATE: readonly Late[] = []
const NO_POSTINGS: readonly (readonly [string, Posting])[] = []
const NO_RESOURCES: readonly StoredResource[] = []
