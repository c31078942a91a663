/**
 * In which order what the server sends is applied while a page waits to be shown. Without document, socket and clock,
 * which are handed in.
 *
 * A page waits for its style sheets, and then, where it is shown in a transition, for the browser to draw the page before
 * it once more. Until then it is as if it had not arrived: the page before it stays live, and what comes behind it waits
 * with it, in order.
 *
 * - Sheets load from the arrival of their page on, also while another page waits before it.
 * - The browser calls back when it draws next. What arrives until then could not be seen sooner, so it waits with the
 *   page. It may call back late or never, in a busy or hidden window: then the page is shown without its transition.
 * - When another page comes, the one before it is not worth a transition.
 *
 * So nothing waits longer than both limits together, whatever happens: one for all sheets, and one for one transition.
 */
export interface ArrivalsPort {
  after(milliseconds: number, run: () => void): void
}

/** What a page waits for. */
export interface PageWaits {
  /** Loads what the page needs, and calls back when it is there. False when nothing is missing. */
  load(ready: () => void): boolean
  /** Begins a transition, which calls back when the page is to be shown. False when there is none. */
  begin(show: () => void): boolean
  /** The transition has begun, and the page is shown without it. */
  skip(): void
  /** The page is not shown: it comes again, or never. */
  dropped(): void
}

export interface Arrivals {
  /** Something has arrived: it is applied now, or behind what waits. */
  take(apply: () => void, page?: PageWaits): void
  /** Nobody looks: all is applied now. */
  hurry(): void
  /** What waits is not applied. */
  drop(): void
}

/** In milliseconds. Without its sheets a page is ugly, but it is there. */
export const LONGEST_LOAD = 1_500
/** Browsers draw every 16 milliseconds, if they have nothing else to do. */
export const LONGEST_DRAWING = 200

interface Arrival {
  readonly apply: () => void
  readonly page: PageWaits | undefined
  isLoading: boolean
}

export function createArrivals({ after }: ArrivalsPort): Arrivals {
  /** Oldest first. */
  let queue: Arrival[] = []
  /** The first of them, while its transition has begun and the browser has not called back. */
  let drawing: Arrival | undefined

  return {
    take(apply, page) {
      const arrival = { apply, page, isLoading: !!page }
      queue.push(arrival)
      if (page) {
        load(arrival, page)
        if (drawing !== arrival) showWithout()
      }
      advance()
    },
    hurry() {
      for (const each of queue) each.isLoading = false
      showWithout()
      advance()
    },
    drop() {
      const dropped = queue
      queue = []
      drawing = undefined
      for (const { page } of dropped) page?.dropped()
    },
  }

  function load(arrival: Arrival, page: PageWaits): void {
    const ready = (): void => {
      arrival.isLoading = false
      advance()
    }
    if (page.load(ready)) after(LONGEST_LOAD, ready)
    else arrival.isLoading = false
  }

  /** Applies what need not wait any more. */
  function advance(): void {
    const [first] = queue
    if (!first || first.isLoading || drawing) return
    const isLast = !queue.some(({ page }, at) => at > 0 && page)
    if (!first.page || !isLast || !begin(first, first.page)) applyFirst()
  }

  function begin(arrival: Arrival, page: PageWaits): boolean {
    drawing = arrival
    after(LONGEST_DRAWING, () => {
      if (drawing === arrival) showWithout()
    })
    const hasBegun = page.begin(() => show(arrival))
    if (!hasBegun) drawing = undefined
    return hasBegun
  }

  function show(arrival: Arrival): void {
    // It was shown already, or is not shown at all.
    if (drawing !== arrival) return
    drawing = undefined
    applyFirst()
  }

  function showWithout(): void {
    const arrival = drawing
    if (!arrival) return
    arrival.page?.skip()
    show(arrival)
  }

  function applyFirst(): void {
    const first = queue.shift()
    try {
      first?.apply()
    } finally {
      // What is behind it does not depend on it.
      advance()
    }
  }
}
