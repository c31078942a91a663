import { sameIdentity, type PartIdentity } from '../template/tree/resolve.ts'
import { isNewestOnly } from '../protocol/event-types.ts'
import type { Overlap } from '../view/handler-options.ts'

/** One event that waits for its turn, or runs. */
export interface Job {
  /** Runs it. When it is over, in any turn, {@link EventQueues.ended} is called. */
  start(queue: EventQueue): void
  /** Aborts its signal: a newer one waits. */
  abort(): void
}

/** What an event is queued by: what it happened to, or a name that handlers share. */
export type QueueKey = PartIdentity | string

/** The events of one queue. */
export interface EventQueue {
  readonly key: QueueKey
  /** Whether an event of it may be spent, so that it matters when the last run settled. */
  mayBeSpent: boolean
  running: readonly Job[]
  waiting: readonly Job[]
  /** The position of the frame that told how the last run ended; infinite until it is known. */
  settledAt: number
}

const NONE: readonly Job[] = []

/** What happens to an event that comes while its handler runs, where its author did not say. */
export function defaultOverlap(type: string): Overlap {
  if (type === 'submit' || type === 'drop') return 'drop'
  return isNewestOnly(type) ? 'latest' : 'queue'
}

/**
 * Who may run when: handlers of one queue run one at a time, in the order of their events, those of different
 * queues side by side. A queue belongs to what an event happened to (its owner, template, part, rows and keys),
 * or to a name that handlers share. Whatever else comes to stand in the same place has a queue of its own.
 * Queues exist only while they are needed: while something runs or waits, and until the browser has seen how
 * the last run ended.
 */
export class EventQueues {
  /** Few at a time: searched one by one. */
  #queues: readonly EventQueue[] = []

  get size(): number {
    return this.#queues.length
  }

  /** Whether the last run of the queue had not settled in what the user of this version saw. */
  spent(key: QueueKey, seen: number): boolean {
    const queue = this.#find(key)
    return queue !== undefined && queue.running.length === 0 && queue.settledAt > seen
  }

  /** Starts the job or lets it wait. False when it is dropped: another runs. */
  enter(key: QueueKey, overlap: Overlap, job: Job): boolean {
    const queue = this.#find(key) ?? this.#add(key)
    queue.mayBeSpent ||= overlap === 'drop'
    if (queue.running.length === 0 || overlap === 'allow') {
      start(queue, job)
      return true
    }
    if (overlap === 'drop') return false
    if (overlap === 'latest') for (const running of queue.running) running.abort()
    queue.waiting = [...queue.waiting, job]
    return true
  }

  /** A job that ran is over: the next of its queue starts. */
  ended(queue: EventQueue, job: Job): void {
    queue.running = queue.running.filter((each) => each !== job)
    if (queue.mayBeSpent) queue.settledAt = Infinity
    if (queue.running.length > 0) return
    const [next, ...waiting] = queue.waiting
    if (next) {
      queue.waiting = waiting
      start(queue, next)
    } else if (!queue.mayBeSpent) this.#remove(queue)
  }

  /** The frame at `position` tells how the last run of the queue ended. */
  told(queue: EventQueue, position: number): void {
    queue.settledAt = position
  }

  /** Forgets queues whose last outcome the browser has seen. */
  acknowledged(seen: number): void {
    if (this.#queues.length === 0) return
    this.#queues = this.#queues.filter(
      ({ running, waiting, settledAt }) => running.length > 0 || waiting.length > 0 || settledAt > seen,
    )
  }

  /** Takes everything that waits: it will not run. */
  clear(): void {
    // What still runs ends in its queue: nothing may be there that starts then.
    for (const queue of this.#queues) queue.waiting = NONE
    this.#queues = []
  }

  #find(key: QueueKey): EventQueue | undefined {
    return this.#queues.find((queue) => isSameKey(queue.key, key))
  }

  #add(key: QueueKey): EventQueue {
    const queue = { key, mayBeSpent: false, running: NONE, waiting: NONE, settledAt: 0 }
    this.#queues = this.#queues.length === 0 ? [queue] : this.#queues.concat(queue)
    return queue
  }

  #remove(queue: EventQueue): void {
    this.#queues = this.#queues.filter((each) => each !== queue)
  }
}

function start(queue: EventQueue, job: Job): void {
  queue.running = queue.running.length === 0 ? [job] : queue.running.concat(job)
  job.start(queue)
}

function isSameKey(one: QueueKey, other: QueueKey): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other
  return sameIdentity(one, other)
}
