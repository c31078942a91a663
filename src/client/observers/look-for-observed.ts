/** Elements that attributes of actions have watched: in the page, and in what operations bring. */
import { core } from '../modules/core.ts'

/** `live-focus` with a name is an action for that event. */
export const OBSERVED: string = ['init', 'intersect-appear', 'intersect-disappear', 'focus=""']
  .flatMap((name) => [`[live-${name}]`, `[data-live-${name}]`])
  .join()

/** What is in the page came with it, or by an operation: such elements have a module of their own. */
export function lookForObserved(): void {
  const { liveObservers } = core.loaded
  if (liveObservers) liveObservers.lookForActions()
  else if (core.page.querySelector(OBSERVED)) void core.loadModule('liveObservers')
}
