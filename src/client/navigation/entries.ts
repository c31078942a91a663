/** The entries of the tab's history: where one stands, what is known of each, and how one is written. */
import type { EntryRecord, NavigationPort, Place } from './navigation.ts'
import { setNewest } from './newest.ts'
import { readPairs } from './stored-pairs.ts'

/** Absent in browsers of 2025 and before: https://caniuse.com/mdn-api_navigation */
export const api: Navigation | undefined = 'navigation' in globalThis ? navigation : undefined

const STORED = 'live:visits'

const known = new Map<string, EntryRecord>(read())

export const records: NavigationPort['records'] = {
  get: (key) => known.get(key),
  set(key, record) {
    setNewest(known, key, record)
    try {
      sessionStorage.setItem(STORED, JSON.stringify([...known]))
    } catch {
      // Storage may be forbidden. Then another load of the page does not know these entries.
    }
  },
}

export function here(): Place {
  const { key = '', index = 0 } = api?.currentEntry ?? {}
  return { key, index, href: ownPath(location.href) }
}

/** Where the document was loaded. Entries of one document are gone through before any script of it may be there. */
export function loadedAt(): Place {
  const entry = api?.activation?.entry
  const now = here()
  if (!entry?.url || !entry.sameDocument || entry.key === now.key) return now
  return { key: entry.key, index: entry.index, href: ownPath(entry.url) }
}

/** Path, search and hash of an address of this origin. */
export function ownPath(href: string): string {
  return href.slice(location.origin.length)
}

export function write(href: string, how: 'push' | 'replace'): boolean {
  try {
    history[`${how}State`](how === 'push' ? null : history.state, '', href)
  } catch {
    // Safari throws where others pass over what comes too often.
  }
  return here().href === href
}

function read(): readonly [string, EntryRecord][] {
  // The name of a visit is all that is used of it besides being there or not.
  return readPairs(STORED, ([visit]) => typeof visit === 'string') as [string, EntryRecord][]
}
