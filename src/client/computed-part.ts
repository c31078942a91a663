/** What the module of local state needs of a part that it computes. */
import type { PartValue } from '../protocol/differences.ts'

/** A part that may be computed. */
export interface ComputedPart {
  /** What it is computed from, one value for each hole. */
  computed: readonly PartValue[] | false | undefined
  /** Of a part of an element, as of an `ElementPart`. */
  readonly bound?: string
  readonly statics?: readonly string[]
  /** Where it stands, or will stand. */
  readonly element: Element | (() => Element)
  /** A part of an element shows one value for each hole, another part a text. */
  show?(values: readonly PartValue[]): void
  showText?(text: string): void
}
