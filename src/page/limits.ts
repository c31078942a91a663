import type { BrowserLimits } from '../protocol/messages.ts'
import type { Late } from '../view/resource.ts'
import { SERVER_ASKS_AFTER } from '../protocol/limits.ts'

/** Bounds of one process. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** How long a circuit waits for its browser to come back. */
  readonly grace: number
  /** What circuits hold that wait for their browsers: in all, of one visitor, and of one address. */
  readonly waitingBytes: number
  readonly waitingBytesPerVisitor: number
  readonly waitingBytesPerAddress: number
  /**
   * How long a page that was rendered waits for its socket, how much of them is kept, how much and how many of one
   * visitor, and of one address, which may be that of many visitors.
   */
  readonly parkedFor: number
  readonly parkedBytes: number
  readonly parkedBytesPerVisitor: number
  readonly parkedPerVisitor: number
  readonly parkedBytesPerAddress: number
  readonly parkedPerAddress: number
  /** What was sent to one browser and has not left the process: beyond it frames wait. */
  readonly unsentBytes: number
  /** Unacknowledged frames of one circuit: count, bytes, and values in the trees they showed. */
  readonly windowFrames: number
  readonly windowBytes: number
  readonly windowValues: number
  /** The largest frame that a browser may send: not below 64 kB. By default a text of 100,000 characters fits, of any script. */
  readonly frameBytes: number
  /** Silence after which a browser is asked whether it is still there. */
  readonly heartbeat: number
  /** Events: a second, in a burst, running or waiting in one circuit. Of their texts: bytes a second, and in a burst. */
  readonly eventsPerSecond: number
  readonly eventBurst: number
  readonly bytesPerSecond: number
  readonly byteBurst: number
  readonly queuedEvents: number
  /** What events hold that run or wait: in one circuit, and in all. */
  readonly queuedEventBytes: number
  readonly queuedEventBytesInAll: number
  /** Effects (operations, commands, rows of streams) that wait for one browser: count and bytes. */
  readonly queuedEffects: number
  readonly queuedEffectBytes: number
  /** Longest wait of a browser between two tries to connect. */
  readonly longestWait: number
  /** Longest run of one handler, of what a first response waits for, and of all events of a page that is left. */
  readonly handlerTime: number
  /** How long a first response that has begun waits for a late load, unless that says otherwise. */
  readonly lateTime: number
  /** Circuits of one visitor, of one address, and of the process. */
  readonly circuitsPerVisitor: number
  readonly circuitsPerAddress: number
  readonly circuits: number
  /** Joins, and requests of pages for themselves, that are under way at one time: the others are told to come back. */
  readonly joinsUnderWay: number
  /** How long a page token is good for. */
  readonly tokenAge: number
}

export const DEFAULT_LIMITS: Limits = {
  grace: 60_000,
  waitingBytes: 256 * 1024 * 1024,
  waitingBytesPerVisitor: 32 * 1024 * 1024,
  waitingBytesPerAddress: 128 * 1024 * 1024,
  unsentBytes: 1024 * 1024,
  parkedFor: 30_000,
  parkedBytes: 64 * 1024 * 1024,
  parkedBytesPerVisitor: 16 * 1024 * 1024,
  parkedPerVisitor: 100,
  parkedBytesPerAddress: 32 * 1024 * 1024,
  parkedPerAddress: 1_000,
  windowFrames: 64,
  windowBytes: 256 * 1024,
  windowValues: 250_000,
  frameBytes: 512 * 1024,
  heartbeat: SERVER_ASKS_AFTER,
  eventsPerSecond: 50,
  eventBurst: 100,
  bytesPerSecond: 256 * 1024,
  // A browser spends half of it at once: one frame of the largest size.
  byteBurst: 1024 * 1024,
  longestWait: 30_000,
  queuedEvents: 100,
  // A large text that is heard by its field, by its form and when it is submitted.
  queuedEventBytes: 2 * 1024 * 1024,
  queuedEventBytesInAll: 64 * 1024 * 1024,
  queuedEffects: 10_000,
  queuedEffectBytes: 4 * 1024 * 1024,
  handlerTime: 30_000,
  lateTime: 2_000,
  circuitsPerVisitor: 20,
  circuitsPerAddress: 10_000,
  circuits: 50_000,
  // At 20 ms of the processor each they take two of the ten seconds that browsers wait at least.
  joinsUnderWay: 100,
  tokenAge: 3_600_000,
}

/** How long a response waits for a load that it can begin without, in milliseconds. */
export function limitOf({ limit }: Late, { lateTime, handlerTime }: Limits): number {
  return Math.min(limit ?? lateTime, handlerTime)
}

/** The limits that browsers keep to by themselves. */
export function browserLimits(limits: Limits): BrowserLimits {
  const { eventsPerSecond, eventBurst, bytesPerSecond, byteBurst, frameBytes, longestWait } = limits
  // JSON has no Infinity.
  const most = (limit: number): number => Math.min(limit, Number.MAX_SAFE_INTEGER)
  return [
    most(eventsPerSecond),
    most(eventBurst),
    most(bytesPerSecond),
    most(byteBurst),
    most(frameBytes),
    longestWait,
  ]
}
