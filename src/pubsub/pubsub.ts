/**
 * The port to what carries messages between pages: this process alone, or a bus that several share.
 * Messages are text, so every implementation carries what every other one does.
 *
 * Every implementation passes the suite in `test/contracts/pubsub.ts`.
 */
export interface PubSub {
  /** Sends a message to everyone who follows the topic. Resolves when the listeners of this process have it. */
  publish(topic: string, message: string): Promise<void>
  /** Where each topic stands now, in the order of `topics`. */
  positions(topics: readonly string[]): Promise<readonly Position[]>
  /**
   * Follows a topic: the messages after `from` that were published already, then each new one, in order. From
   * null it begins now: at the call, not when the promise resolves. Resolves to what ends the subscription.
   */
  subscribe(topic: string, from: Position | null, listener: TopicListener): Promise<() => void>
}

/** Where a topic stands, for `subscribe`. Only the implementation that gave it can read it. */
export type Position = string

/** Gets the messages of one topic, in order. Its methods must not throw. */
export interface TopicListener {
  /** `position` is where the topic stands with this message. */
  message(message: string, position: Position): void
  /** Messages are lost: some after `from` are no longer kept. The next message is one after `position`. */
  gap(position: Position): void
}
