import type { Resource } from './resource.ts'
import type { Runtime } from './runtime.ts'
import type { SubscriptionHandlers } from './subscription.ts'

/** What `this.live` and resources reach of the view or component that they belong to. */
export interface ViewScope {
  readonly runtime: Runtime
  /** The runtime's record of the view, opaque here. */
  readonly record: object
  /** The view or component: what its code is bound to. */
  readonly owner: object
  /** Whether a socket follows, so that timers and subscriptions may begin. */
  readonly running: boolean
  /** Whether the view has ended. */
  readonly stopped: boolean
  /** Aborts when the view ends. */
  readonly signal: AbortSignal
  /** What is fetched after this cannot be older than the recorded positions. Undefined when they are known. */
  readonly positioned: Promise<unknown> | undefined
  /** Keeps a resource, to be released with the view. */
  hold<Type extends Resource>(resource: Type): Type
  /** Follows a topic until the view ends; the returned function ends it earlier. */
  subscribe(topic: string, handlers: SubscriptionHandlers): () => void
  /** Runs `release` when the view ends, or now if it has. The returned function releases earlier. */
  onStop(release: () => void): () => void
}
