import type { Runtime } from './runtime.ts'

/** The view or component that follows a topic. */
export interface SubscriptionOwner {
  readonly runtime: Runtime
  /** The runtime's record of it. */
  readonly record: object
}
