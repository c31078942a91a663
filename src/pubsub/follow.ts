import type { Position, PubSub, TopicListener } from './pubsub.ts'

/** What is followed, and from where. */
export interface Followed {
  readonly topic: string
  readonly from: Position | null
  /** Its methods do not throw. */
  readonly listener: TopicListener
  /** Called when it began later than it was asked to, so that messages may be lost. */
  missed(): void
}

/** What {@link follow} needs of everything outside. */
export interface FollowPorts {
  readonly pubsub: PubSub
  report(error: unknown, where: string): void
  after(milliseconds: number, run: () => void): () => void
}

const FIRST_DELAY = 1_000
const LONGEST_DELAY = 30_000

/**
 * Follows a topic until the returned function is called. A bus that does not take the subscription is asked again, at
 * growing intervals; of the failures in a row the first is reported.
 */
export function follow({ topic, from, listener, missed }: Followed, ports: FollowPorts): () => void {
  const { pubsub, report, after } = ports
  let state: 'active' | 'ended' = 'active'
  let failures = 0
  /** Ends the subscription, or the wait for the next attempt. */
  let release: () => unknown = () => {}
  void subscribe()
  return end

  async function subscribe(): Promise<void> {
    try {
      release = await pubsub.subscribe(topic, from, listener)
    } catch (error) {
      if (failures++ === 0) report(error, `subscribing to "${topic}"`)
      const delay = Math.min(FIRST_DELAY * 2 ** (failures - 1), LONGEST_DELAY)
      if (state === 'active') release = after(delay, () => void subscribe())
      return
    }
    if (state === 'ended') leave()
    else if (failures > 0 && from === null) missed()
  }

  function end(): void {
    state = 'ended'
    leave()
  }

  /** A bus may answer with a promise, whatever its type says, and fail. */
  function leave(): void {
    const leaveOnce = release
    release = () => {}
    try {
      Promise.resolve(leaveOnce()).catch(failed)
    } catch (error) {
      failed(error)
    }
  }

  function failed(error: unknown): void {
    report(error, `leaving "${topic}"`)
  }
}
