/**
 * Which content belongs to which entry of the browser's history. Without history, document and connection, which
 * are handed in.
 *
 * A *visit* is what an action has shown, from the address that it sent until the next address comes. An entry
 * belongs to the visit that was shown when it was made, whoever made it: the client, a click on `#…`, another
 * script. So moving between entries of one visit is nobody's business here. The *opening* visit is what the page
 * was loaded with: its content was kept, and is put back. Of any other visit the action runs again.
 *
 * Steps of the user are newer than the events that were sent before them. What such an older event tells is not
 * written, as the user has left where it was meant for; and when it has ended, what is to be shown is shown again.
 */
import type { EventPayload } from '../../protocol/messages.ts'

/** The action that shows the content of a visit. */
export interface VisitAction {
  readonly action: string
  readonly data: EventPayload['data'] | undefined
}

export interface VisitsPort {
  /** Names this load of the page. */
  readonly load: string
  /** Names the entry that is shown; empty when it has no name. */
  key(): string
  /** The visits of entries, by their names: of other loads of the page, too. */
  readonly entries: { get(key: string): string | undefined; set(key: string, visit: string): void }
  /** Whether this address is shown, whatever its hash. */
  isShown(href: string): boolean
  /** Writes the address. False when the browser does not take it. */
  write(href: string, how: 'push' | 'replace'): boolean
  /** The number of the event that will be sent next. */
  nextEvent(): number
  /** The action that an event under way has asked for. */
  actionOf(event: number): VisitAction | undefined
  /** Runs an action again. Returns the number of its event, or 0 when it cannot be sent. */
  ask(action: VisitAction): number
  /** Shows the content of the opening visit, which this event has changed too late when it is not 0. */
  restore(event: number): void
  /** Loads this address, or the one that is shown. */
  leave(href?: string): void
}

export interface Visits {
  /** An entry was added, by whomever. */
  added(): void
  /** Another entry is shown. */
  travelled(): void
  /** An event has led to an address, or nobody's event (0). Returns whether another visit has begun. */
  told(href: string, how: 'push' | 'replace', event: number): boolean
  ended(event: number, isDone: boolean): void
  /** A circuit has begun that knows nothing of the actions before: the one that is shown runs again, as this event; 0 for none. */
  repeat(): number
}

export function createVisits(port: VisitsPort): Visits {
  const opening = `${port.load}.0`
  /** Those of the newest visits; an older one is loaded. */
  const actions = new Map<string, VisitAction | undefined>()
  let begun = 0
  /** What is shown, or is to be as soon as it has come. */
  let shown = opening
  /** The entry at which its address was written. */
  const homes = new Map<string, string>()
  /** The event that asks for what is to be shown. */
  let asked = 0
  /** The user's newest step is newer than the events before this one. */
  let first = 0
  /** Events that show something when something else is to be shown. */
  const late = new Set<number>()

  return {
    added() {
      port.entries.set(port.key(), shown)
    },
    travelled() {
      const visit = port.entries.get(port.key())
      if (!visit || visit === shown) return
      shown = visit
      step()
      show(0)
    },
    told(href, how, event) {
      if (event ? event < first : asked) {
        late.add(event)
        return false
      }
      if (event && event === asked) {
        if (port.key() === homes.get(shown) && !port.isShown(href)) port.write(href, 'replace')
        return false
      }
      if (asked) step()
      return begin(href, how, event)
    },
    ended(event, isDone) {
      if (event === asked) {
        asked = 0
        if (!isDone) port.leave()
      } else if (late.delete(event) && !asked) show(event)
    },
    repeat() {
      late.clear()
      asked = 0
      first = 0
      const action = actions.get(shown)
      if (action) ask(action)
      return asked
    },
  }

  /** What was asked for before is not wanted any more. */
  function step(): void {
    if (asked) late.add(asked)
    asked = 0
    first = port.nextEvent()
  }

  function show(event: number): void {
    const action = actions.get(shown)
    if (shown === opening) port.restore(event)
    else if (action) ask(action)
    // Another load of the page has shown it, or no action.
    else port.leave()
  }

  function ask(action: VisitAction): void {
    asked = port.ask(action)
    if (!asked) port.leave()
  }

  function begin(href: string, how: 'push' | 'replace', event: number): boolean {
    const isPush = how === 'push' && !port.isShown(href)
    shown = `${port.load}.${++begun}`
    setOfNewest(actions, shown, port.actionOf(event))
    if (!port.write(href, isPush ? 'push' : 'replace')) port.leave(href)
    setOfNewest(homes, shown, port.key())
    port.entries.set(port.key(), shown)
    return isPush
  }
}

/** Browsers keep 50 entries of a tab, and one of them may be written often. */
const MOST_VISITS = 200

/** Visits are set once: the oldest is the first. */
function setOfNewest<Value>(visits: Map<string, Value>, visit: string, value: Value): void {
  visits.set(visit, value)
  for (const oldest of visits.keys()) if (visits.size > MOST_VISITS) visits.delete(oldest)
}
