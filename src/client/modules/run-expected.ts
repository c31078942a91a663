import type { ClientPort } from '../port.ts'

/** An expected root is in the page: what has come for it is done now. */
export function runExpected(expected: ClientPort['expected'], root: number): void {
  const waiting = expected.get(root) ?? []
  expected.delete(root)
  for (const change of waiting) change()
}
