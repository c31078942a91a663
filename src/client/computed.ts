/** Parts whose value is computed from local state: a lazy module shows it, and shows it again when the state changes. */
import type { PartValue } from '../protocol/differences.ts'
import type { LocalPartValue } from '../protocol/local-expressions.ts'
import type { ComputedPart } from './computed-part.ts'
import { withModule } from './lazy-modules.ts'

/** Whether one of its values is computed. Then the module shows the part. */
export function isComputed(part: ComputedPart, values: readonly PartValue[]): boolean {
  // Nothing else has this member: data that does is told in another way.
  const is = values.some((value) => (value as Partial<LocalPartValue> | null)?.['='])
  part.computed = is && values
  if (is) withModule('liveLocal', (local) => local.compute(part))
  return is
}
