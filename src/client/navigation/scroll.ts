/**
 * Where users have scrolled, in the window and in marked containers, and what had the focus, by the entries of the history. A
 * step brings it back, also as content grows, until the user scrolls; a link leads to its hash, or to the top, and the focus
 * into the new page.
 */
import { core } from '../modules/core.ts'
import { CONTAINER, hold, release } from './hold.ts'
import type { How, Navigation } from './navigation.ts'
import { setNewest } from './newest.ts'

type Position = readonly [
  left: number,
  top: number,
  focused: string,
  containers?: readonly (readonly [name: string, left: number, top: number])[],
]

export interface Scroll {
  /** Notes where the page is scrolled to: it is about to be another one. */
  notePosition(): void
  /** The page of this entry is seen, kept from before; none for a page in transit. */
  seesEntry(key: string | undefined): void
  /** A page is about to be shown: see {@link Detour.shown}. */
  shown(isFresh: boolean, how: How | undefined, isWished: boolean): void
  /** Another entry of the same visit is shown. */
  moved(): void
}

const STORED = 'live:scroll'

export function followScroll(pages: Navigation): Scroll {
  const { page } = core
  const positions = new Map<string, Position>(read())
  /** The entry of what is shown; none while that is in transit. */
  let shownKey: string | undefined = pages.home
  // From now on it is ours to bring back, but not before the browser has done it for a page that was loaded.
  const manageScroll = (): void => void setTimeout(() => (history.scrollRestoration = 'manual'))
  if (page.readyState === 'complete') manageScroll()
  else addEventListener('load', manageScroll)
  addEventListener('pageshow', ({ persisted }) => persisted && manageScroll())
  addEventListener('pagehide', () => {
    note()
    history.scrollRestoration = 'auto'
    try {
      sessionStorage.setItem(STORED, JSON.stringify([...positions]))
    } catch {
      // Storage may be forbidden. Then another load of the page begins at its top.
    }
  })
  // That of elements does not bubble.
  addEventListener('scroll', note, { passive: true, capture: true })
  page.addEventListener('focusin', note)
  // Browsers bring back the window alone.
  scrollContainers(positions.get(pages.home))

  return {
    notePosition: note,
    seesEntry(key) {
      if (key === shownKey) return
      shownKey = key
      const position = key === undefined ? undefined : positions.get(key)
      arrive(position)
      focus(position?.[2])
    },
    shown(isFresh, how, isWished) {
      // The tree is still the one that is left.
      note()
      release()
      shownKey = how && pages.home
      const position = how === 'traverse' ? positions.get(pages.home) : undefined
      // It stands when the frame is applied.
      queueMicrotask(() => {
        if (position || isFresh || isWished) arrive(position)
        if (isFresh) focus(position?.[2])
      })
    },
    moved() {
      if (pages.home === shownKey) return
      shownKey = pages.home
      const position = positions.get(shownKey)
      // The browser itself scrolls to a hash that is followed.
      if (position) arrive(position)
    },
  }

  function note(): void {
    const { activeElement } = page
    if (shownKey === undefined) return
    const position: Position = [
      scrollX,
      scrollY,
      activeElement?.id ?? '',
      containers().map((each) => [each.getAttribute(CONTAINER) ?? '', each.scrollLeft, each.scrollTop]),
    ]
    setNewest(positions, shownKey, position)
  }
}

/** Scrolls to where the user was, to the hash of the address, or to the top. */
function arrive(position: Position | undefined): void {
  const name = decodeHash(location.hash.slice(1))
  hold(() => {
    const target = targetOf(name)
    if (position) scrollTo(position[0], position[1])
    else if (target) core.natural(target).scrollIntoView()
    else scrollTo(0, 0)
    scrollContainers(position)
  })
}

/** By its id, or by the name of an anchor. https://html.spec.whatwg.org/#find-a-potential-indicated-element */
function targetOf(name: string): HTMLElement | null {
  const { page } = core
  return name ? (page.getElementById(name) ?? page.querySelector(`a[name="${CSS.escape(name)}"]`)) : null
}

function scrollContainers(position: Position | undefined): void {
  for (const [name, left, top] of position?.[3] ?? [])
    for (const each of containers()) if (each.getAttribute(CONTAINER) === name) each.scrollTo(left, top)
}

function containers(): readonly Element[] {
  return [...core.page.querySelectorAll(`[${CONTAINER}]`)]
}

function decodeHash(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}

/** The focus goes to what had it, or to where the new page begins. */
function focus(id: string | undefined): void {
  const { page, natural } = core
  const before = id ? page.getElementById(id) : null
  const start = before ?? page.querySelector<HTMLElement>('[autofocus]') ?? page.querySelector('h1')
  if (!start) return
  // Headings take the focus when they are told so; those of the author's stay as they are.
  if (start instanceof HTMLHeadingElement && !start.hasAttribute('tabindex')) start.tabIndex = -1
  natural(start).focus({ preventScroll: true })
}

function read(): readonly [string, Position][] {
  try {
    // Nobody else writes it.
    return JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as [string, Position][]
  } catch {
    return []
  }
}
