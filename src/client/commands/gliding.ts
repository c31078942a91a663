/**
 * Rows that have moved glide from where they were seen to where they are. What a change moves is measured before and after it, in one
 * task, so that nothing else moves in the meantime; they begin to glide before the page is shown, when effects behind the change have been
 * performed and the browser has scrolled. Only `translate` is animated, by an animation of its own: nothing of it is in the document.
 */
import type { Glide } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { attempt } from './attempt.ts'
import { GLIDE } from './gliding-mark.ts'
import { LEAVING } from './leaving-mark.ts'
import { mayMove } from './motion.ts'
import { minus, movedBy, plus, startOf, type Box, type Point, type Spot } from './moved-by.ts'
import { inBand } from './rows-in-view.ts'

/** So many rows are measured for a change. */
const MOST = 200
const DURATION = 250
const EASING = 'ease-out'
/** What somebody drags is shown elsewhere already, and so are the rows around it. */
const DRAGGED = '[data-live-dragging]'

interface Gliding {
  readonly animation: Animation
  readonly from: Point
}

/** A row that has moved since the page was shown. */
interface Moved {
  readonly by: Point
  /** Where everything was scrolled to. */
  readonly scroll: Point
}

const glides = new WeakMap<Element, Glide>()
/** Where such rows stand. Also those of kept pages, which come back. */
const lists = new Set<WeakRef<Element>>()
const known = new WeakSet<Element>()
/** What may stand in a list that is not known yet. */
const coming = new Set<Element>()
/** Where rows were before the change that is under way. */
let before: ReadonlyMap<Element, Spot<Element>> | undefined
const moved = new Map<Element, Moved>()
const gliding = new WeakMap<Element, Gliding>()
let painting: ResizeObserver | undefined

/** Says whether an element glides where it has moved. */
export function followMoves(element: Element, glide: Glide | undefined): void {
  if (glide === undefined) glides.delete(element)
  else {
    glides.set(element, glide)
    coming.add(element)
  }
}

/** Makes a change that may move rows. */
export function watchMoves(change: () => void): void {
  // It is a part of one that is watched already.
  if (before) return change()
  noteSpots()
  change()
  noteMoves()
}

/** What the page shows is about to change. */
export function noteSpots(): void {
  if (before) return
  noteLists()
  if (lists.size === 0) return
  if (!mayMove() || core.page.querySelector(DRAGGED)) {
    moved.clear()
    return
  }
  before = new Map(spots())
  // A change that does not fit has no end.
  queueMicrotask(() => (before = undefined))
}

/** The page has changed. */
export function noteMoves(): void {
  const were = before
  before = undefined
  noteLists()
  if (!were) return
  const measure = measured()
  for (const [row, spot] of were) {
    const list = listOf(row)
    if (!list || !glides.has(row)) continue
    const now = measure(row, list)
    const by = movedBy(spot, now)
    if (isNothing(by)) continue
    const so = moved.get(row)
    // In another list it stands among what has not scrolled.
    const scroll = spot.list === list ? (so?.scroll ?? scrollOf(spot)) : scrollOf(now)
    moved.set(row, { by: so ? plus(so.by, by) : by, scroll })
  }
  if (moved.size > 0) beforeItIsShown()
}

// --- what is measured ---

function noteLists(): void {
  for (const row of coming) {
    const list = core.natural(row).parentElement
    if (!list || known.has(list)) continue
    known.add(list)
    lists.add(new WeakRef(list))
  }
  coming.clear()
}

/** The rows that are seen, within a window's height. */
function* spots(): Generator<readonly [Element, Spot<Element>]> {
  const measure = measured()
  const band = { top: -innerHeight, bottom: 2 * innerHeight }
  let left = MOST
  for (const reference of lists) {
    const list = reference.deref()
    if (!list) lists.delete(reference)
    if (!list?.isConnected) continue
    const { top, bottom } = boxOf(list)
    if (bottom < band.top || top > band.bottom) continue
    for (const [row, box] of inBand(core.natural(list).children, boxOf, band, left)) {
      left--
      if (glides.has(row) && listOf(row)) yield [row, measure(row, list, box)]
    }
  }
}

/** Measures rows, and what is around them once. */
function measured(): (row: Element, list: Element, box?: Box) => Spot<Element> {
  const all = new Map<Element, Omit<Spot, 'row' | 'list'>>()
  return (row, list, box = boxOf(row)) => {
    const around = all.get(list) ?? {
      around: boxOf(list),
      outer: scrolledAround(list),
      inner: scrolled(list),
    }
    all.set(list, around)
    return { ...around, list, row: box }
  }
}

/** Where a row stands. What has left is seen where it was. */
function listOf(row: Element): Element | null {
  const own = core.natural(row)
  return own.isConnected && !own.hasAttribute(LEAVING) ? own.parentElement : null
}

function boxOf(element: Element): DOMRect {
  return core.natural(element).getBoundingClientRect()
}

function scrolled(element: Element): Point {
  const { scrollLeft, scrollTop } = core.natural(element)
  return { x: scrollLeft, y: scrollTop }
}

function scrolledAround(element: Element): Point {
  const { parentElement } = core.natural(element)
  return parentElement ? plus(scrolled(parentElement), scrolledAround(parentElement)) : { x: 0, y: 0 }
}

function scrollOf({ outer, inner }: Spot): Point {
  return plus(outer, inner)
}

function isNothing({ x, y }: Point): boolean {
  return Math.abs(x) < 1 && Math.abs(y) < 1
}

// --- what is shown ---

/** An observer of sizes is called at first as well: when all is laid out, before it is shown. */
function beforeItIsShown(): void {
  painting ??= new ResizeObserver(() => {
    painting?.disconnect()
    attempt(glideAll)
  })
  painting.observe(core.page.documentElement)
}

function glideAll(): void {
  const all = [...moved]
  moved.clear()
  if (!mayMove()) return
  const scrolls = new Map<Element, Point>()
  // All is read before anything begins, so that the browser reckons styles once.
  const starts = all.flatMap(([row, { by, scroll }]) => {
    const list = listOf(row)
    const glide = glides.get(row)
    if (!list || !glide) return []
    const now = scrolls.get(list) ?? plus(scrolled(list), scrolledAround(list))
    scrolls.set(list, now)
    const start = startOf(by, minus(now, scroll))
    return isNothing(start) ? [] : [{ row, glide, from: taken(row, start) }]
  })
  const styles = starts.map(({ row }) => getComputedStyle(row).translate)
  for (const [index, { row, glide, from }] of starts.entries()) {
    const composite = styles[index] === 'none' ? 'replace' : 'add'
    gliding.set(row, { animation: animate(row, from, glide, composite), from })
  }
}

/** One that glides already is taken from where it is seen. */
function taken(row: Element, by: Point): Point {
  const running = gliding.get(row)
  if (!running) return by
  const from = plus(by, leftOf(running))
  running.animation.cancel()
  return from
}

/** What the author's styles say of `translate` stands: animations that add to it are slower in some browsers. */
function animate(row: Element, { x, y }: Point, glide: Glide, composite: CompositeOperation): Animation {
  const [duration, easing] = glide === 1 ? [null, null] : glide
  return core
    .natural(row)
    .animate(
      { translate: [`${x}px ${y}px`, '0px 0px'], composite },
      { duration: duration ?? DURATION, easing: easing ?? EASING, id: GLIDE },
    )
}

/** How far a row still has to glide. */
function leftOf({ animation: { effect }, from }: Gliding): Point {
  const left = 1 - (effect?.getComputedTiming().progress ?? 1)
  return { x: from.x * left, y: from.y * left }
}
