import type { Limits } from './limits.ts'
import type { RootTree } from './page-port.ts'

/** The trees of all roots as one frame left them, and what holding them costs. */
interface Version {
  trees: readonly RootTree[]
  readonly values: number
}

/**
 * The frames that the browser has not acknowledged, and the trees that it may be looking at.
 *
 * Position `sent` is the count of frames since the join; `acknowledged` is the last that the browser is
 * known to have applied. The texts of the frames between are kept to be sent again, and the trees of
 * `acknowledged … sent` because an event may name any of them. All of it is bounded: a full window means
 * that renders wait, and so melt into one.
 */
export class Window {
  sent = 0
  acknowledged = 0
  readonly #limits: Limits
  /** Texts of the frames `acknowledged + 1 … sent`. */
  readonly #frames: string[] = []
  /** Trees at `acknowledged … sent`. */
  readonly #versions: Version[]
  #bytes = 0
  #values = 0
  /** The position up to which an acknowledgement was asked for. */
  #asked = 0

  constructor(limits: Limits, trees: readonly RootTree[]) {
    this.#limits = limits
    this.#versions = [{ trees, values: 0 }]
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

  /** Enters a frame that shows these trees; `values` is how much of them is not in the trees before. */
  push(text: string, trees: readonly RootTree[], values: number): void {
    this.sent++
    this.#frames.push(text)
    this.#versions.push({ trees, values })
    this.#bytes += text.length
    this.#values += values
  }

  /** The trees of the newest version are these now: a render that changed nothing in the browser. */
  renew(trees: readonly RootTree[]): void {
    const newest = this.#versions.at(-1)
    if (newest) newest.trees = trees
  }

  /** The trees that a browser saw which has applied this many frames; undefined when that cannot be. */
  treesAt(seen: number): readonly RootTree[] | undefined {
    return this.#versions[seen - this.acknowledged]?.trees
  }

  /** Forgets what the browser has. False when it claims what was not sent, or takes back what it said. */
  acknowledge(seen: number): boolean {
    if (seen < this.acknowledged || seen > this.sent) return false
    const count = seen - this.acknowledged
    if (count === 0) return true
    for (const text of this.#frames.splice(0, count)) this.#bytes -= text.length
    for (const version of this.#versions.splice(0, count)) this.#values -= version.values
    this.acknowledged = seen
    return true
  }

  /** The frames after this position, to be sent again; undefined when they are not held. */
  after(received: number): readonly string[] | undefined {
    if (received < this.acknowledged || received > this.sent) return undefined
    return this.#frames.slice(received - this.acknowledged)
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
