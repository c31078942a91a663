import { core } from './core.ts'

/** An awaited root is in the page: what has come for it is done now. */
export function applyAwaited(root: number): void {
  const waiting = core.awaitedRoots.get(root) ?? []
  core.awaitedRoots.delete(root)
  for (const change of waiting) change()
}
