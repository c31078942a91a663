import type { Clock } from '../page/services.ts'

/** What a scheduler runs. */
export interface SchedulerTasks {
  /** Renders and sends what there is. */
  flush(): void
  /** Something threw that nobody had caught: the circuit cannot go on. */
  failed(error: unknown): void
}

/** After so many renders and steps of generators without a pause, other work of the process gets its turn first. */
const WORK_WITHOUT_PAUSE = 100

/**
 * When a circuit works. All that may change its page runs in a turn: messages, timers, topics, loads. What a
 * turn has changed is rendered once, when it ends.
 *
 * `idle`: nothing is due. `scheduled`: a turn ended, and its render is due in a microtask, so that several turns
 * in a row make one render. `running`: a turn or a render is under way; work that comes up belongs to it.
 */
export class Scheduler {
  readonly #tasks: SchedulerTasks
  readonly #clock: Clock
  #state: 'idle' | 'scheduled' | 'running' = 'idle'
  /** Whether something has changed since the last render began. */
  #due = false
  /** Renders, and steps of generators, since other work of the process had its turn. */
  #work = 0
  #pause: Promise<void> | undefined

  constructor(clock: Clock, tasks: SchedulerTasks) {
    this.#clock = clock
    this.#tasks = tasks
  }

  get state(): 'idle' | 'scheduled' | 'running' {
    return this.#state
  }

  /** Runs work. What it has changed is rendered at its end (`now`), or a microtask later. */
  turn(work: () => void, render: 'now' | 'soon' = 'soon'): void {
    const outer = this.#state
    if (outer === 'running') return work()
    this.#state = 'running'
    try {
      // What the turn before has changed: an event that comes now was made by a user who may have seen it.
      if (render === 'now' && this.#due) this.#flush()
      work()
      if (render === 'now') this.#flush()
    } catch (error) {
      this.#tasks.failed(error)
    } finally {
      this.#state = outer
      if (this.#due) this.schedule()
    }
  }

  /** Something has changed: renders at the end of the turn that runs, else in a microtask. */
  schedule(): void {
    this.#due = true
    if (this.#state !== 'idle') return
    this.#state = 'scheduled'
    const run = (): void => {
      this.#state = 'idle'
      if (this.#due) this.turn(() => this.#flush())
    }
    if (this.#work < WORK_WITHOUT_PAUSE) queueMicrotask(run)
    else void this.#paused().then(run)
  }

  /** The process has done other work since the last turn: a message or a timer has come. */
  rested(): void {
    // What comes up while a turn runs is that turn's own doing.
    if (this.#state !== 'running') this.#work = 0
  }

  /**
   * A generator has taken a step. Counted also where nothing is rendered, as for a browser that is away. After many
   * in a row a promise that resolves when other work had its turn; otherwise nothing.
   */
  yieldIfBusy(): Promise<void> | undefined {
    return ++this.#work < WORK_WITHOUT_PAUSE ? undefined : this.#paused()
  }

  #paused(): Promise<void> {
    this.#pause ??= new Promise((resolve) => {
      this.#clock.after(0, () => {
        this.#pause = undefined
        this.#work = 0
        resolve()
      })
    })
    return this.#pause
  }

  #flush(): void {
    this.#due = false
    this.#work++
    this.#tasks.flush()
  }
}
