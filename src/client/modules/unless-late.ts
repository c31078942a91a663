/** What the server asks for is about the page that it was said to: that may have been left while a module was awaited. */
import { core } from './core.ts'

/** Passes over effects that are about a page which has been left. */
export function unlessLate<Effect extends readonly unknown[]>(
  perform: (effect: Effect, event: number) => void,
): (effect: Effect, event: number) => void {
  return (effect, event) => {
    if (!core.loaded.liveNavigation?.isLate(effect)) perform(effect, event)
  }
}
