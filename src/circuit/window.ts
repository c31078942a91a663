import type { Limits } from '../page/limits.ts'
import { BYTES_A_VALUE } from '../page/estimate-memory.ts'
import type { RootTree } from '../page/root-tree.ts'

/** A frame that is not acknowledged: its text, and the trees that it left the browser with. */
interface Unacknowledged {
  readonly text: string
  trees: readonly RootTree[]
  /** The event that made its difference; 0 for none. */
  readonly cause: number
  /** What holding the trees costs, in values. */
  readonly values: number
}

/** What a frame leaves the browser with. */
export interface WindowFrame {
  readonly trees: readonly RootTree[]
  /** The event that made its difference; 0 for none. */
  readonly cause: number
  /** How much of the trees is not in the trees before. */
  readonly values: number
}

const NONE: readonly Unacknowledged[] = []

/**
 * The frames that the browser has not acknowledged, and the trees that it may be looking at.
 *
 * Position `sent` is the count of frames since the join; `acknowledged` is the last that the browser is
 * known to have applied. The texts of the frames between are kept to be sent again, and the trees of
 * `acknowledged … sent` because an event may name any of them. All of it is bounded: a full window means
 * that renders wait, and so become one.
 */
export class Window {
  sent = 0
  acknowledged = 0
  readonly #limits: Limits
  /** The trees at `acknowledged`. */
  #trees: readonly RootTree[]
  /** The frames `acknowledged + 1 … sent`. Nothing is kept for a browser that has them all. */
  #frames: readonly Unacknowledged[] = NONE
  #bytes = 0
  #values = 0
  /** The position up to which an acknowledgement was asked for. */
  #asked = 0

  constructor(limits: Limits, trees: readonly RootTree[]) {
    this.#limits = limits
    this.#trees = trees
  }

  get full(): boolean {
    return this.#reaches(1)
  }

  /** Whether the next frame must ask for an acknowledgement, as half of the window is used. Asks once for each half. */
  askNow(): boolean {
    if (!this.#reaches(0.5) || this.#asked > this.acknowledged) return false
    this.#asked = this.sent + 1
    return true
  }

  /** Enters a frame. */
  push(text: string, { trees, cause, values }: WindowFrame): void {
    this.sent++
    const frame = { text, trees, cause, values }
    // The usual case, written as a literal: `concat` costs a tenth of all that an event does.
    this.#frames = this.#frames === NONE ? [frame] : this.#frames.concat(frame)
    this.#bytes += text.length
    this.#values += values
  }

  /** The newest event that made any of these frames; 0 for none. */
  get cause(): number {
    return this.#frames.reduce((cause, frame) => Math.max(cause, frame.cause), 0)
  }

  /** What it holds, roughly, in bytes: texts, and trees that are not shown any more. */
  estimateBytes(): number {
    return 2 * this.#bytes + BYTES_A_VALUE * this.#values
  }

  /** The trees of the newest version are these now: a render that changed nothing in the browser. */
  renew(trees: readonly RootTree[]): void {
    const newest = this.#frames.at(-1)
    if (newest) newest.trees = trees
    else this.#trees = trees
  }

  /** The trees that a browser saw which has applied this many frames; undefined when that cannot be. */
  treesAt(seen: number): readonly RootTree[] | undefined {
    return seen === this.acknowledged ? this.#trees : this.#frames[seen - this.acknowledged - 1]?.trees
  }

  /** Forgets what the browser has. False when it claims what was not sent, or takes back what it said. */
  acknowledge(seen: number): boolean {
    if (seen === this.acknowledged) return true
    const trees = this.treesAt(seen)
    if (!trees) return false
    const count = seen - this.acknowledged
    for (const { text, values } of this.#frames.slice(0, count)) {
      this.#bytes -= text.length
      this.#values -= values
    }
    this.#frames = count === this.#frames.length ? NONE : this.#frames.slice(count)
    this.#trees = trees
    this.acknowledged = seen
    return true
  }

  /** The frames after this position, to be sent again; undefined when they are not held. */
  after(received: number): readonly string[] | undefined {
    if (received < this.acknowledged || received > this.sent) return undefined
    return this.#frames.slice(received - this.acknowledged).map(({ text }) => text)
  }

  #reaches(share: number): boolean {
    const { windowFrames, windowBytes, windowValues } = this.#limits
    return (
      this.#frames.length >= windowFrames * share ||
      this.#bytes >= windowBytes * share ||
      (this.#values >= windowValues * share && this.#frames.length > 0)
    )
  }
}
