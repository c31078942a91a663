/**
 * Loads a page when the server can answer. While nobody answers the browser would show an error of its own in the place
 * of everything that is shown and typed, so the page stays until then, or until something else is to be shown.
 */
import { core } from '../modules/core.ts'

export interface Leaving {
  /** Loads this address, or the one that is shown, now or as soon as somebody answers. */
  leave(href: string | undefined): void
  /** Nothing is to be loaded any more. */
  stay(): void
}

export function createLeaving(): Leaving {
  let load: (() => void) | undefined
  // What is known of the connection changes with its status.
  new MutationObserver(loadWhenAnswered).observe(core.page.documentElement, {
    attributeFilter: ['data-live-status', 'data-live-code'],
  })
  return {
    leave(href) {
      load = () => (href ? location.assign(href) : location.reload())
      loadWhenAnswered()
    },
    stay() {
      load = undefined
    },
  }

  function loadWhenAnswered(): void {
    if (!load || !isAnswered()) return
    load()
    load = undefined
  }
}

/** The socket is open, or the server has said no. A page that has ended asks nobody. */
function isAnswered(): boolean {
  const { state, refusal } = core.connection
  return navigator.onLine && (/live|ended/.test(state) || !!refusal)
}
