import { DeliveryQueue } from './delivery-queue.ts'
import type { Position, PubSub, TopicListener } from './pubsub.ts'
import { TopicLogs, type LoggedMessage } from './topic-logs.ts'

/** How much of the past is kept for pages that recorded a position and subscribe a moment later, in bytes. */
export interface MemoryPubSubOptions {
  /** Of all topics together. Default 16 MB. */
  readonly logBytes?: number
  /** Of each topic. Default 1 MB. */
  readonly topicLogBytes?: number
}

interface Follower {
  readonly listener: TopicListener
  /** The number of the newest message that it has. */
  at: number
  /** `catching-up`: messages from before its subscription are on their way to it. */
  state: 'catching-up' | 'following' | 'ended'
}

/** No position of ours: below every number that was lost. */
const UNKNOWN = -1

/**
 * Pub/sub within one process. Messages are delivered in a microtask, in the order in which they were
 * published. A position of another process, or of this one before it restarted, gives a gap: pages read their data again.
 *
 * ```ts
 * const app = createApp({ pubsub: createMemoryPubSub({ logBytes: 64 * 1024 * 1024 }) })
 * ```
 */
export function createMemoryPubSub(options: MemoryPubSubOptions = {}): PubSub {
  const { logBytes = 16 * 1024 * 1024, topicLogBytes = 1024 * 1024 } = options
  const log = new TopicLogs({ total: logBytes, perTopic: topicLogBytes })
  const queue = new DeliveryQueue()
  const followers = new Map<string, Set<Follower>>()
  const name = crypto.randomUUID().slice(0, 8)

  return { publish, positions, subscribe }

  function publish(topic: string, text: string): Promise<void> {
    const message = log.add(topic, text)
    return queue.add(() => deliver(message))
  }

  async function positions(topics: readonly string[]): Promise<readonly Position[]> {
    const position = positionOf(log.last)
    return topics.map(() => position)
  }

  // Not async, so that it begins at the call.
  function subscribe(topic: string, from: Position | null, listener: TopicListener): Promise<() => void> {
    const follower: Follower = { listener, at: log.last, state: 'following' }
    if (from !== null) {
      follower.at = numberOf(from)
      follower.state = 'catching-up'
      void queue.add(() => catchUp(topic, follower))
    }
    followers.set(topic, (followers.get(topic) ?? new Set()).add(follower))
    return Promise.resolve(() => end(topic, follower))
  }

  function end(topic: string, follower: Follower): void {
    follower.state = 'ended'
    const all = followers.get(topic)
    all?.delete(follower)
    if (all?.size === 0) followers.delete(topic)
  }

  function deliver(message: LoggedMessage): void {
    const position = positionOf(message.number)
    for (const follower of followers.get(message.topic) ?? []) {
      if (follower.state !== 'following' || message.number <= follower.at) continue
      follower.at = message.number
      follower.listener.message(message.text, position)
    }
  }

  /** Delivers what was published since its position, also what still waits in the queue: it has that already then. */
  function catchUp(topic: string, follower: Follower): void {
    if (follower.state !== 'catching-up') return
    follower.state = 'following'
    const missed = log.after(topic, follower.at)
    follower.at = log.last
    if (missed === null) follower.listener.gap(positionOf(log.last))
    for (const { text, number } of missed ?? []) {
      if (isEnded(follower)) return
      follower.listener.message(text, positionOf(number))
    }
  }

  function positionOf(number: number): Position {
    return `${name}:${number}`
  }

  function numberOf(position: Position): number {
    const [of, number] = position.split(':')
    return of === name ? Number(number) : UNKNOWN
  }
}

/** A listener may end its own subscription. */
function isEnded({ state }: Follower): boolean {
  return state === 'ended'
}
