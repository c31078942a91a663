/** Roots whose containers others have taken out of the page, or have put something else into. */
import { core } from '../modules/core.ts'
import { isContainer } from './remove-root.ts'

/** Names to the server the roots that the page has not, or not any more. */
export function reportLostRoots(lost: readonly number[]): void {
  if (lost[0] !== undefined) core.sendLive(['left', ...lost])
}

/** Removes the roots that the page has lost, and names them. */
export function removeLostRoots(): number[] {
  const lost = [...core.roots].flatMap(([root, part]) => {
    const container = part.element()
    // It comes back when the page that is shown in its place goes.
    if (core.loaded.liveNavigation?.keptPages?.isBehind(part)) return []
    return core.natural(container).isConnected && isContainer(container, root) ? [] : root
  })
  for (const root of lost) core.roots.delete(root)
  return lost
}
