import type { PubSub, TopicListener } from './pubsub.ts'

/** How much of the past a process holds for those who recorded a position and subscribe a moment later. */
export interface MemoryPubSubOptions {
  /** Messages, of all topics together. Default 10,000. */
  readonly held?: number
}

interface Message {
  readonly topic: string
  readonly data: unknown
  readonly position: number
}

/**
 * Pub/sub within one process. One counter numbers the messages of all topics, so a position recorded
 * before anything was published is good for every topic. The last messages are held in one ring: a page
 * that recorded its position while it rendered subscribes seconds later and misses nothing.
 *
 * ```ts
 * const pubsub = createMemoryPubSub()
 * const from = pubsub.position()
 * pubsub.publish('article:2', { likes: 3 })
 * pubsub.subscribe('article:2', from, { message: (data) => console.log(data), gap() {} }) // logs { likes: 3 }
 * ```
 */
export function createMemoryPubSub(options: MemoryPubSubOptions = {}): PubSub {
  const held = options.held ?? 10_000
  const topics = new Map<string, Set<TopicListener>>()
  const log: (Message | undefined)[] = []
  let last = 0

  return { publish, position: () => last, subscribe }

  function publish(topic: string, data: unknown): number {
    const position = ++last
    log[position % held] = { topic, data, position }
    // A copy, so that who subscribes while being told is not told twice.
    for (const listener of [...(topics.get(topic) ?? [])]) {
      if (topics.get(topic)?.has(listener)) listener.message(data, position)
    }
    return position
  }

  function subscribe(topic: string, from: number | null, listener: TopicListener): () => void {
    if (from !== null && from < last) replay(topic, from, listener)
    const listeners = topics.get(topic) ?? new Set()
    topics.set(topic, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic)
    }
  }

  function replay(topic: string, from: number, listener: TopicListener): void {
    if (last - from > held) {
      listener.gap()
      return
    }
    for (let position = from + 1; position <= last; position++) {
      const message = log[position % held]
      if (message?.topic === topic) listener.message(message.data, position)
    }
  }
}
