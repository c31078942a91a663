import type { ClientPort } from '../port.ts'

/** An expected root stands in the page: what has come for it is done now. */
export function stands(expected: ClientPort['expected'], root: number): void {
  const waiting = expected.get(root) ?? []
  expected.delete(root)
  for (const change of waiting) change()
}
