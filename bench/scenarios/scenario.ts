import type { ViewClass } from 'overwire'

/** A page and what happens in it. The first part of all its keys in the results is its name. */
export interface Scenario {
  readonly name: string
  readonly view: ViewClass
  /** Things that change one page, each measured by itself. */
  readonly steps: readonly Step[]
  /** The event part that makes the page as it was; null when nothing needs it. */
  readonly reset: EventPath | null
}

/** One click. */
export interface Step {
  /** The second part of its keys; empty when the scenario has no other step. */
  readonly name: string
  /** The event part that is clicked in this round. Rounds differ so that no cache knows the place. */
  target(round: number): EventPath
  /** How often it can be repeated before the page is another one and must be reset. */
  readonly repeats: number
}

/** The root, parts and rows down to an event part. */
export type EventPath = readonly number[]

/** A step that clicks the same part each time, and may do so for ever. */
export function click(name: string, target: EventPath, repeats: number = Infinity): Step {
  return { name, target: () => target, repeats }
}

/** The key of a result: `list1000.update.bytes`, `counter.bytes`. */
export function keyOf(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('.')
}
