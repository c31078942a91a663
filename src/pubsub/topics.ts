import { DevalueError, parse, stringify } from 'devalue'
import { unpublishableMessage } from '../errors/server.ts'
import { reducersOf, reviversOf, type CustomTypes } from './custom-types.ts'
import { follow } from './follow.ts'
import { deepFreeze } from './freeze.ts'
import type { Position, PubSub, TopicListener } from './pubsub.ts'

/** Gets what was published to one topic. What it throws is reported and concerns no other subscriber. */
export interface Subscriber {
  message(data: unknown, position: Position): void
  /** Messages are lost: the data that they changed must be read again. Null: where the topic stands is not known. */
  gap(position: Position | null): void
}

export interface TopicsOptions {
  readonly types: CustomTypes
  report(error: unknown, where: string): void
  /** Calls `run` once after that many milliseconds; the returned function cancels. */
  after(milliseconds: number, run: () => void): () => void
}

/**
 * The topics of an application: values instead of the texts that the port carries. What is published is
 * serialised in a single process too, so that nothing works there that fails on a bus, and subscribers
 * get a frozen copy instead of an object that its publisher goes on changing.
 */
export class Topics {
  readonly #pubsub: PubSub
  readonly #reducers: ReturnType<typeof reducersOf>
  readonly #revivers: ReturnType<typeof reviversOf>
  readonly #report: TopicsOptions['report']
  readonly #after: TopicsOptions['after']
  /** The message that was read last: all its subscribers get it one after the other. */
  #latest: { readonly topic: string; readonly position: Position; readonly data: unknown } | undefined

  constructor(pubsub: PubSub, { types, report, after }: TopicsOptions) {
    this.#pubsub = pubsub
    this.#reducers = reducersOf(types)
    this.#revivers = reviversOf(types)
    this.#report = report
    this.#after = after
  }

  /**
   * Sends data to everyone who follows the topic. Resolves when the subscribers of this process have it.
   * Throws at once for what cannot be serialised; what the bus fails with is reported, and rejects for those
   * who wait.
   */
  publish(topic: string, data: unknown): Promise<void> {
    const published = this.#send(topic, this.#encode(topic, data))
    published.catch((error: unknown) => this.#report(error, `publishing to "${topic}"`))
    return published
  }

  /** Where the topic stands now; null where the bus does not say, which is reported. */
  async position(topic: string): Promise<Position | null> {
    try {
      const [position] = await this.#pubsub.positions([topic])
      if (position === undefined) throw new TypeError(`The pub/sub gave no position of "${topic}".`)
      return position
    } catch (error) {
      this.#report(error, `asking where "${topic}" stands`)
      return null
    }
  }

  /**
   * Follows a topic until the returned function is called: see {@link PubSub.subscribe}. A bus that fails is reported
   * and asked again; messages that were lost meanwhile are a gap.
   */
  subscribe(topic: string, from: Position | null, subscriber: Subscriber): () => void {
    const guarded = (call: () => void): void => {
      try {
        call()
      } catch (error) {
        this.#report(error, `a subscriber of "${topic}"`)
      }
    }
    const listener: TopicListener = {
      message: (text, position) =>
        guarded(() => subscriber.message(this.#decode(topic, text, position), position)),
      gap: (position) => guarded(() => subscriber.gap(position)),
    }
    const missed = (): void => guarded(() => subscriber.gap(null))
    const ports = { pubsub: this.#pubsub, report: this.#report, after: this.#after }
    return follow({ topic, from, listener, missed }, ports)
  }

  /** Rejects where the bus throws at once. */
  #send(topic: string, text: string): Promise<void> {
    try {
      // A bus may answer with something like a promise.
      return Promise.resolve(this.#pubsub.publish(topic, text))
    } catch (error) {
      // What a bus throws goes on as it is.
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- see above
      return Promise.reject(error)
    }
  }

  #encode(topic: string, data: unknown): string {
    try {
      return stringify(data, this.#reducers)
    } catch (error) {
      const path = error instanceof DevalueError ? error.path : ''
      const reason = error instanceof Error ? error.message : String(error)
      throw unpublishableMessage({ topic, path, reason }, { cause: error })
    }
  }

  #decode(topic: string, text: string, position: Position): unknown {
    const latest = this.#latest
    if (latest?.topic === topic && latest.position === position) return latest.data
    const data: unknown = parse(text, this.#revivers)
    // What one subscriber could change for the others each of them gets by itself.
    this.#latest = deepFreeze(data) ? { topic, position, data } : undefined
    return data
  }
}
