/** Loads a page in full, when what users have done before is with the server and the browser has a network. */
import { core } from '../modules/core.ts'
import { here } from './entries.ts'
import { withoutHash, type How } from './navigation.ts'

/** How long other events may take. */
const PATIENCE = 15_000
const LOOK_AGAIN = 100

/** The load that is to come. */
let latest: object | undefined
let begun = (): void => {}

/** Calls back when a load has begun. The page may stay nevertheless: for a download, or where its user wants to. */
export function whenLoading(listener: () => void): void {
  begun = listener
}

/** `event` is the number of the navigation, which nobody waits for. */
export function leave(href: string, how: How, event: number | undefined): void {
  const own = (latest = {})
  const until = performance.now() + PATIENCE
  const look = (): void => {
    if (latest !== own) return
    // Without a network the browser would show an error in place of the page.
    if (navigator.onLine && (performance.now() > until || !isWaiting(event))) load(href, how)
    else setTimeout(look, LOOK_AGAIN)
  }
  // Outcomes of the same frame come first.
  setTimeout(look)
}

export function isLeaving(): boolean {
  return !!latest
}

export function stay(): void {
  latest = undefined
}

function isWaiting(except: number | undefined): boolean {
  const { outbox } = core
  for (let event = outbox.next(); --event > 0;) if (event !== except && outbox.find(event)) return true
  return false
}

/** Never adds an entry to the history for a step in it. */
function load(href: string, how: How): void {
  stay()
  if (how === 'push') location.assign(href)
  else if (withoutHash(href) === withoutHash(here().href)) location.reload()
  else location.replace(href)
  begun()
}
