/** The port between circuits that tell each other things. Topics are named on the server only. */
export interface PubSub {
  /** Tells everyone who follows the topic, in this turn. Returns the position of the message. */
  publish(topic: string, data: unknown): number
  /** Where the log of messages stands now: what is published later has a higher position. */
  position(): number
  /**
   * Follows a topic: messages after `from` that were published already, then each as it comes, in order
   * and without a gap. `from` null starts now. Where messages after `from` are not held any more, the
   * listener hears `gap` first and must read its data again.
   */
  subscribe(topic: string, from: number | null, listener: TopicListener): () => void
}

export interface TopicListener {
  message(data: unknown, position: number): void
  gap(): void
}
