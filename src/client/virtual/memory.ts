/** Where lists were scrolled to, over a load of the same page: browsers bring that back before there is room for it. */

/** The row that was seen first, and how far from the top of the view. */
export type ListPosition = readonly [index: number, top: number]

const STORED = 'live:virtual'

/** Called when the page is left, with the lists in their order; null for one that is at its top. */
export function keepPositions(positions: readonly (ListPosition | null)[]): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify([location.href, ...positions]))
  } catch {
    // Storage may be forbidden. Then lists begin at their top.
  }
}

/** Those of this page, if it is loaded again. */
export function keptPositions(): (ListPosition | null)[] {
  // What browsers tell of the load of a document has a type.
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (!load || !/reload|back_forward/.test(load.type)) return []
  try {
    // Nobody else writes it.
    const [address, ...positions] = JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as [
      string?,
      ...(ListPosition | null)[],
    ]
    return address === location.href ? positions : []
  } catch {
    return []
  }
}
