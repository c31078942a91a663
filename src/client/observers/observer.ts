/** What watches for an element. */
import type { DirectedPart } from '../additions.ts'

export interface Observer {
  /** The element is in the document: for the first time, or again. */
  start(): void
  /** It is in the document no more. It may come back, with a page that the browser keeps. */
  stop(): void
}

/** Who is told of what was observed: the handler of a directive, or the action that an attribute names. */
export interface Receiver {
  readonly element: Element
  readonly part?: DirectedPart
  readonly action?: string
  /** An action that is told once. */
  readonly once?: boolean
}
