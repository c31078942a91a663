import type { ComponentInstance } from './component-instance.ts'
import { MemoryEstimate } from './estimate-memory.ts'
import type { PageRuntime } from './page-runtime.ts'

/** What a page takes, and what each of its views and components takes, beside what they hold, in bytes, as measured. */
const PAGE_BYTES = 1_500
const INSTANCE_BYTES = 300

/** What a page holds in memory, roughly, in bytes: trees, fields, loaded data, effects that wait. */
export function estimatePage(
  { trees, effectBytes, document }: Pick<PageRuntime, 'trees' | 'effectBytes' | 'document'>,
  instances: Iterable<ComponentInstance>,
): number {
  const estimate = new MemoryEstimate()
  let bytes = PAGE_BYTES + effectBytes + estimate.value(document.record)
  for (const { node } of trees) bytes += estimate.tree(node)
  for (const { component, scope, head } of instances) {
    bytes += INSTANCE_BYTES + estimate.value(head)
    for (const [field, value] of Object.entries(component)) {
      if (field !== 'live') bytes += 8 + estimate.value(value)
    }
    for (const held of scope.held) bytes += estimate.value(held)
  }
  return Math.round(bytes)
}
