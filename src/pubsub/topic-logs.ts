/** A message as it is kept. Numbers rise over all topics of the process. */
export interface LoggedMessage {
  readonly topic: string
  readonly text: string
  readonly number: number
}

/** How much is kept, in bytes. */
export interface LogBounds {
  readonly total: number
  readonly perTopic: number
}

interface TopicLog {
  /** Oldest first: a set keeps the order of insertion and drops its first without moving the rest. */
  readonly messages: Set<LoggedMessage>
  bytes: number
  /** The number of the newest message that is no longer kept, or one above it. */
  lost: number
}

/** The latest messages of all topics. Past its bounds the oldest are dropped, first those of a large topic. */
export class TopicLogs {
  readonly #bounds: LogBounds
  /** By number. The oldest is counted up to: a map that is asked for its first walks over all that were deleted before it. */
  readonly #all = new Map<number, LoggedMessage>()
  #oldest = 1
  readonly #byTopic = new Map<string, TopicLog>()
  #bytes = 0
  #last = 0
  /** The newest message dropped of a topic that has no log any more. */
  #lost = 0

  constructor(bounds: LogBounds) {
    this.#bounds = bounds
  }

  /** The number of the newest message of any topic. */
  get last(): number {
    return this.#last
  }

  get bytes(): number {
    return this.#bytes
  }

  add(topic: string, text: string): LoggedMessage {
    const message = { topic, text, number: ++this.#last }
    const log = this.#byTopic.get(topic) ?? this.#begin(topic)
    this.#all.set(message.number, message)
    log.messages.add(message)
    log.bytes += bytesOf(message)
    this.#bytes += bytesOf(message)
    for (const oldest of log.messages) {
      if (log.bytes <= this.#bounds.perTopic) break
      this.#drop(oldest)
    }
    for (; this.#bytes > this.#bounds.total; this.#oldest++) {
      const oldest = this.#all.get(this.#oldest)
      // Those of a large topic have been dropped before.
      if (oldest) this.#drop(oldest)
    }
    return message
  }

  /** The messages of a topic after this number, oldest first; null when some of them are no longer kept. */
  after(topic: string, number: number): readonly LoggedMessage[] | null {
    const log = this.#byTopic.get(topic)
    if (number < (log?.lost ?? this.#lost)) return null
    return [...(log?.messages ?? [])].filter((message) => message.number > number)
  }

  #begin(topic: string): TopicLog {
    const log = { messages: new Set<LoggedMessage>(), bytes: 0, lost: this.#lost }
    this.#byTopic.set(topic, log)
    this.#bytes += TOPIC_BYTES
    return log
  }

  #drop(message: LoggedMessage): void {
    const log = this.#byTopic.get(message.topic)
    if (!log) return
    this.#all.delete(message.number)
    log.messages.delete(message)
    log.bytes -= bytesOf(message)
    this.#bytes -= bytesOf(message)
    log.lost = message.number
    if (log.messages.size > 0) return
    this.#byTopic.delete(message.topic)
    this.#bytes -= TOPIC_BYTES
    this.#lost = Math.max(this.#lost, message.number)
  }
}

/** What the log of a topic takes beside its messages, as measured. */
const TOPIC_BYTES = 600

/** Two bytes a character, and what an entry takes in three collections. */
function bytesOf({ topic, text }: LoggedMessage): number {
  return 2 * (topic.length + text.length) + 200
}
