import type { Overlap } from '../view/on.ts'

/** One event that waits for its turn, or runs. */
export interface Job {
  /** Runs it; calls `done` once, in any turn. */
  start(done: () => void): void
  /** Ends it without running. */
  refuse(code: 'superseded' | 'dropped'): void
}

interface Lane {
  readonly overlap: Overlap
  running: number
  waiting: Job[]
  /** The position of the frame that told how the last run ended. */
  settledAt: number
}

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
 * different lanes side by side. A lane is a part, or what shares a key. Lanes exist only while they are
 * needed: while something runs or waits, and until the browser has seen how the last run ended.
 */
export class Lanes {
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
  enter(name: string, overlap: Overlap, job: Job, position: () => number): void {
    this.#lanes ??= new Map()
    const lane = this.#lanes.get(name) ?? { overlap, running: 0, waiting: [], settledAt: 0 }
    this.#lanes.set(name, lane)
    if (lane.running === 0 || overlap === 'allow') return this.#start(name, lane, job, position)
    if (overlap === 'drop') return job.refuse('dropped')
    if (overlap === 'latest')
      for (const passed of this.#take(lane, lane.waiting.length)) passed.refuse('superseded')
    lane.waiting.push(job)
    this.#waiting++
  }

  /** Forgets lanes whose last outcome the browser has seen. */
  acknowledged(seen: number): void {
    if (!this.#lanes) return
    for (const [name, lane] of this.#lanes) {
      if (lane.running === 0 && lane.settledAt <= seen) this.#lanes.delete(name)
    }
    if (this.#lanes.size === 0) this.#lanes = undefined
  }

  #start(name: string, lane: Lane, job: Job, position: () => number): void {
    lane.running++
    job.start(() => {
      lane.running--
      lane.settledAt = position() + 1
      const [next] = lane.running === 0 ? this.#take(lane, 1) : []
      if (next) this.#start(name, lane, next, position)
      // Only where events may be spent does it matter when the last run settled.
      else if (lane.running === 0 && lane.overlap !== 'drop') this.#lanes?.delete(name)
    })
  }

  #take(lane: Lane, count: number): readonly Job[] {
    const taken = lane.waiting.splice(0, count)
    this.#waiting -= taken.length
    return taken
  }
}
