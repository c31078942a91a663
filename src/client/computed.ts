/** Parts whose value is computed from local state: a lazy module shows it, and shows it again when the state changes. */
import type { PartValue } from '../protocol/differences.ts'
import type { LocalPartValue } from '../protocol/local-expressions.ts'
import { withModule } from './lazy-modules.ts'

/** A part that may be computed. */
export interface ComputedPart {
  /** What it is computed from, one value for each hole; undefined when it is not. */
  computed: readonly PartValue[] | undefined
  /** Of a part of an element, as of an `ElementPart`. */
  readonly bound?: string
  readonly statics?: readonly string[]
  /** Where it stands, or will stand. */
  readonly element: Element | (() => Element)
  /** Shows what was computed. */
  show(values: readonly unknown[]): void
}

/** From now on the module shows it. */
export function compute(part: ComputedPart, values: readonly PartValue[]): void {
  part.computed = values
  withModule('liveLocal', (local) => local.compute(part))
}

export function isComputed(value: PartValue): value is LocalPartValue {
  return value instanceof Object && '=' in value
}
