import { BEAT_AFTER, FRAME_BYTES } from '../protocol/limits.ts'

/** Bounds of one process. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** How long a circuit waits for its browser to come back. */
  readonly grace: number
  /** How long a page that was rendered waits for its socket, how much of them is kept, how many of one visitor. */
  readonly parkedFor: number
  readonly parkedBytes: number
  readonly parkedPerVisitor: number
  /** Unacknowledged frames of one circuit: count, bytes, and values in the trees they showed. */
  readonly windowFrames: number
  readonly windowBytes: number
  readonly windowValues: number
  /** The largest frame that a browser may send: not below 64 kB, which is what browsers are told. */
  readonly frameBytes: number
  /** A socket that is silent for twice as long is closed: not below 25 s, after which browsers ask for an answer. */
  readonly heartbeat: number
  /** Events: a second, in a burst, waiting in one circuit. */
  readonly eventsPerSecond: number
  readonly eventBurst: number
  readonly queuedEvents: number
  /** Effects (operations, commands, rows of streams) that wait for one browser: count and bytes. */
  readonly queuedEffects: number
  readonly queuedEffectBytes: number
  /** Longest run of one handler, and of what a first response waits for. */
  readonly handlerTime: number
  /** Circuits of one visitor, and of the process. */
  readonly circuitsPerVisitor: number
  readonly circuits: number
  /** How long a page token is good for. */
  readonly tokenAge: number
}

export const DEFAULT_LIMITS: Limits = {
  grace: 60_000,
  parkedFor: 30_000,
  parkedBytes: 64 * 1024 * 1024,
  parkedPerVisitor: 100,
  windowFrames: 64,
  windowBytes: 256 * 1024,
  windowValues: 250_000,
  frameBytes: FRAME_BYTES,
  heartbeat: BEAT_AFTER,
  eventsPerSecond: 50,
  eventBurst: 100,
  queuedEvents: 100,
  queuedEffects: 10_000,
  queuedEffectBytes: 4 * 1024 * 1024,
  handlerTime: 30_000,
  circuitsPerVisitor: 20,
  circuits: 50_000,
  tokenAge: 3_600_000,
}
