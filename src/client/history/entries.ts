/**
 * The entries of the browser's history, by names. A browser names them itself; where it does not, the state of an
 * entry holds a name that we have given, and entries of others have none.
 */
import { setNewest } from '../navigation/newest.ts'
import type { HistoryEntry } from './history-entry.d.ts'

export interface Entries {
  /** Names the entry that is shown; empty when it has no name. */
  key(): string
  /** The visits of entries, also of those that another load of the page has made. */
  readonly visits: { get(key: string): string | undefined; set(key: string, visit: string): void }
  /** Writes the address. False when the browser does not take it. */
  write(href: string, how: 'push' | 'replace'): boolean
}

const STORED = 'live:entries'

/** `added` is called for every entry that is added. Those that are there already and have no visit get this one. */
export function createEntries(opening: string, added: () => void): Entries {
  const stored = read()
  // Absent in browsers of 2025 and before: https://caniuse.com/mdn-api_navigation
  const own: Navigation | undefined = 'navigation' in globalThis ? navigation : undefined
  for (const { key, sameDocument } of own?.entries() ?? []) {
    if (sameDocument && !stored.has(key)) stored.set(key, opening)
  }
  own?.addEventListener('currententrychange', ({ navigationType }) => {
    if (navigationType === 'push') added()
  })

  return {
    key,
    visits: { get: (name) => stored.get(name), set },
    write(href, how) {
      if (!own && !key()) name(opening)
      // What others keep may be of any kind: what is no object adds nothing.
      const before = history.state as object | null
      const state = how === 'push' ? null : before
      try {
        history[`${how}State`](own ? state : { ...state, liveKey: key() }, '', href)
      } catch {
        // Safari throws where others pass over what comes too often.
      }
      if (!own && how === 'push') name('')
      return location.href === new URL(href, location.href).href
    },
  }

  function key(): string {
    // What others keep has no `liveKey`.
    return own ? (own.currentEntry?.key ?? '') : ((history.state as HistoryEntry | null)?.liveKey ?? '')
  }

  function name(visit: string): void {
    // What others keep may be of any kind.
    const state = history.state as object | null
    history.replaceState({ ...state, liveKey: crypto.randomUUID() }, '')
    if (visit) set(key(), visit)
  }

  function set(name: string, visit: string): void {
    setNewest(stored, name, visit)
    const present = own?.entries().map((entry) => entry.key)
    for (const each of stored.keys()) if (present && !present.includes(each)) stored.delete(each)
    try {
      sessionStorage.setItem(STORED, JSON.stringify([...stored]))
    } catch {
      // Storage may be forbidden. Then another load of the page does not know these entries.
    }
  }
}

function read(): Map<string, string> {
  try {
    // Nobody else writes it.
    return new Map(JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as [string, string][])
  } catch {
    return new Map()
  }
}
