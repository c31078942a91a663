import type { Overlap } from '../view/on.ts'

/** One event that waits for its turn, or runs. */
export interface Job {
  /** Runs it. When it is over, in any turn, {@link EventQueues.left} is called. */
  start(): void
  /** Ends it without running. */
  refuse(code: 'superseded' | 'dropped'): void
}

interface Lane {
  /** Whether an event of it may be spent, so that it matters when the last run settled. */
  mayBeSpent: boolean
  running: number
  waiting: readonly Job[]
  /** The position of the frame that told how the last run ended. */
  settledAt: number
}

const NONE: readonly Job[] = []
const LATEST = new Set([
  'input',
  'change',
  'scroll',
  'resize',
  'mousemove',
  'pointermove',
  'touchmove',
  'drag',
  'dragover',
  'wheel',
])

/** What happens to an event that comes while its handler runs, where its author did not say. */
export function defaultOverlap(type: string): Overlap {
  if (type === 'submit') return 'drop'
  return LATEST.has(type) ? 'latest' : 'queue'
}

/**
 * Who may run when: handlers of one lane run one at a time, in the order of their events, those of
 * different lanes side by side. A lane is a part, or what shares a key. EventQueues exist only while they are
 * needed: while something runs or waits, and until the browser has seen how the last run ended.
 */
export class EventQueues {
  #lanes: Map<string, Lane> | undefined
  #waiting = 0

  /** How many events wait. */
  get waiting(): number {
    return this.#waiting
  }

  /** Whether the last run of the lane had not settled in what the user of this version saw. */
  spent(name: string, seen: number): boolean {
    return (this.#lanes?.get(name)?.settledAt ?? 0) > seen
  }

  /** Starts the job, lets it wait, or refuses it or one that waits. */
  enter(name: string, overlap: Overlap, job: Job): void {
    this.#lanes ??= new Map()
    let lane = this.#lanes.get(name)
    if (!lane) this.#lanes.set(name, (lane = { mayBeSpent: false, running: 0, waiting: NONE, settledAt: 0 }))
    lane.mayBeSpent ||= overlap === 'drop'
    if (lane.running === 0 || overlap === 'allow') return start(lane, job)
    if (overlap === 'drop') return job.refuse('dropped')
    const passed = overlap === 'latest' ? lane.waiting : []
    lane.waiting = [...(overlap === 'latest' ? [] : lane.waiting), job]
    this.#waiting += 1 - passed.length
    for (const each of passed) each.refuse('superseded')
  }

  /** A job that ran is over: the next of its lane starts. The frame at `position` tells how it ended. */
  left(name: string, position: number): void {
    const lane = this.#lanes?.get(name)
    if (!lane) return
    lane.running--
    lane.settledAt = position
    if (lane.running > 0) return
    const [next, ...waiting] = lane.waiting
    if (next) {
      lane.waiting = waiting
      this.#waiting--
      start(lane, next)
    } else if (!lane.mayBeSpent) {
      this.#lanes?.delete(name)
    }
  }

  /** Forgets lanes whose last outcome the browser has seen. */
  acknowledged(seen: number): void {
    if (!this.#lanes?.size) return
    for (const [name, lane] of this.#lanes) {
      if (lane.running === 0 && lane.settledAt <= seen) this.#lanes.delete(name)
    }
  }
}

function start(lane: Lane, job: Job): void {
  lane.running++
  job.start()
}
