/** Elements that attributes of actions have watched: in the page, and in what operations bring. */
import { core } from '../modules/core.ts'
import { OPTION_NAMES } from '../option-names.ts'

/** `live-focus` with a name is an action for that event. */
export const OBSERVED: string = ['init', 'intersect-appear', 'intersect-disappear', 'focus=""']
  .flatMap((name) => [`[live-${name}]`, `[data-live-${name}]`])
  .join()

/** Elements whose actions have options: the module for them is there before the user acts. */
const WITH_OPTIONS = `${OPTION_NAMES}|keydown^="{"|keyup^="{"|keypress^="{"`
  .split('|')
  .flatMap((name) => [`[live-${name}]`, `[data-live-${name}]`])
  .join()

/** What is in the page came with it, or by an operation: such elements have modules of their own, and those with options. */
export function lookForObserved(): void {
  if (core.page.querySelector(WITH_OPTIONS)) void core.loadModule('liveOptions')
  const { liveObservers } = core.loaded
  if (liveObservers) liveObservers.lookForActions()
  else if (core.page.querySelector(OBSERVED)) void core.loadModule('liveObservers')
}
