/** A list of which the page has some rows: measures them, holds the rest open, and asks for those that come into view. */
import type { Json } from '../../protocol/differences.ts'
import type { DirectedPart } from '../additions.ts'
import { isInPage } from '../commands/leaving-mark.ts'
import { core } from '../modules/core.ts'
import { submitDirected } from '../modules/submit-directed.ts'
import { anchorsAmong, type Anchor } from './anchors.ts'
import { Heights } from './heights.ts'
import { keptRows } from './kept-rows.ts'
import { tellPositions } from './positions.ts'
import type { ListPosition } from './memory.ts'
import { rowsInPage, stretch, type PageRow, type RowsInPage } from './rows-in-page.ts'
import { clippersOf, scrollerOf, seenOf, stretchOf } from './scroller.ts'
import { Watched } from './watched.ts'
import { isEnough, wantedRows, type Rows } from './view.ts'

/** Between two questions, in milliseconds. */
const PAUSE = 50
/** In pixels. */
const SLACK = 100_000
/** Nobody scrolls when nothing was scrolled for so long, in milliseconds. */
const REST = 150
/** Firefox makes nothing higher: https://bugzilla.mozilla.org/show_bug.cgi?id=1527949 */
const HIGHEST = 17_800_000

export class LongList {
  /** The space before the first row, in which the server says what is there. */
  readonly start: Element
  /** The rows, and what shows more or less of them. */
  readonly #watched: Watched
  #part: DirectedPart
  #size = 0
  #firsts: readonly number[] = []
  /** What the server gives, or is about to. */
  #given: Rows = { first: 0, end: 0 }
  /** Unknown until there is a row with a height. */
  #heights: Heights | undefined
  #anchors: readonly Anchor[] = []
  /** By how much the first space is lower than the rows that it stands for: what is seen stays where it is without being scrolled. */
  #debt = 0
  /** What was not scrolled, as it is less than a pixel: the next time it is. Otherwise a list would drift with what comes above it. */
  #fraction = 0
  /** Where it was scrolled to last, by itself. */
  #scrolledTo = 0
  #rest: ReturnType<typeof setTimeout> | undefined
  /** How far one could scroll when that began: a key that leads to the end leads there, though rows turn out higher. */
  #end = 0
  /** Where it was scrolled to before the page was loaded again. */
  #position: ListPosition | null
  /** Where rows were that the page had last. */
  #indexes = new Map<Element, number>()
  #state: 'idle' | 'asking' | 'pausing' = 'idle'
  /** The last question and what there was then: it is not asked twice. */
  #asked = ''
  #isWarned = false

  constructor(part: DirectedPart, onResize: () => void, position: ListPosition | null) {
    this.start = part.element
    this.#part = part
    this.#position = position
    this.#watched = new Watched(onResize)
  }

  bind(part: DirectedPart, data: Json): void {
    // Rows go before it is laid out: what is scrolled to must not be beyond the end meanwhile.
    const end = this.#heights && this.#inPage().spaces.at(-1)
    if (end) stretch(end.element, SLACK + (this.#heights?.offset(this.#size) ?? 0))
    // The server has made it.
    const [size, first, count, ...firsts] = data as [number, number, number, ...number[]]
    this.#part = part
    this.#size = size
    this.#firsts = firsts
    this.#given = { first, end: first + count }
    this.#asked = ''
  }

  end(): void {
    this.#watched.end()
  }

  /** Something is about to change: what is seen now stays where it is. */
  note(): void {
    if (!this.#isSeen) return
    this.#anchors = anchorsAmong(this.start, this.#inPage())
  }

  /** Something has changed: rows, or their heights. */
  layOut(): void {
    if (!this.#isSeen) return this.#awaitSight()
    const inPage = this.#inPage()
    const { rows } = inPage
    this.#follow(rows)
    this.#measure(inPage)
    tellPositions(rows, this.#size)
    const heights = this.#heights
    if (!heights) return rows.length > 0 ? this.#warn('flat') : undefined
    for (const { element, from, to } of inPage.spaces) stretch(element, this.#heightOf(heights, from, to))
    this.#restore(heights)
    this.note()
    this.look()
    if (heights.offset(this.#size) > HIGHEST) this.#warn('high')
  }

  /** It was scrolled, or what it is in. */
  scrolled(): void {
    if (this.#rest === undefined) this.#end = endOf(scrollerOf(this.start))
    if (scrollerOf(this.start).scrollTop !== this.#scrolledTo) this.#fraction = 0
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => {
      this.#rest = undefined
      this.#settle()
    }, REST)
    this.note()
    this.look()
  }

  /** The first row that is seen. */
  get position(): ListPosition | null {
    const [anchor] = this.#anchors
    const index = anchor && this.#indexes.get(anchor.element)
    if (!anchor || index === undefined) return null
    return [index, stretchOf(anchor.element).top - seenOf(this.start).top]
  }

  /** Asks for rows that are in view and not there. */
  look(): void {
    const heights = this.#heights
    if (!heights || this.#state !== 'idle' || !this.#isSeen) return
    const seen = this.#seenRows(heights)
    if (!seen || isEnough(seen, this.#given, this.#size)) return
    const { first, end } = wantedRows(seen, this.#size)
    const kept = keptRows(this.#inPage().rows).filter((index) => index < first || index >= end)
    this.#ask([first, end - first, ...kept])
  }

  get isInPage(): boolean {
    return isInPage(this.start)
  }

  get #isSeen(): boolean {
    return this.isInPage && core.natural(this.start).parentElement?.getClientRects().length !== 0
  }

  /** What it stands in may be shown by the page alone: a dialog is opened, or another tab. */
  #awaitSight(): void {
    const parent = this.isInPage && core.natural(this.start).parentElement
    this.#watched.watch(new Set(parent ? [parent] : []))
  }

  #inPage(): RowsInPage {
    return rowsInPage(this.start, this.#firsts, this.#size)
  }

  // --- asking ---

  #ask(detail: readonly number[]): void {
    const question = JSON.stringify(detail)
    if (question === this.#asked) return
    this.#asked = question
    this.#state = 'asking'
    const event = new CustomEvent('scroll', { detail })
    void submitDirected({
      event,
      element: this.start,
      part: this.#part,
      payload: () => ({ detail: event.detail }),
      ended: (outcome) => {
        this.#state = 'pausing'
        // What was not answered may be asked again.
        if (outcome !== 'done') this.#asked = ''
        setTimeout(
          () => {
            this.#state = 'idle'
            this.look()
          },
          outcome === 'done' ? PAUSE : PAUSE * 20,
        )
      },
    })
  }

  #seenRows(heights: Heights): Rows | undefined {
    const { top, bottom } = seenOf(this.start)
    const begin = stretchOf(this.start).top - this.#debt
    const height = heights.offset(this.#size)
    if (bottom <= top || bottom < begin || top > begin + height) return undefined
    return {
      first: heights.indexAt(top - begin),
      end: Math.min(this.#size, heights.indexAt(bottom - begin) + 1),
    }
  }

  // --- measuring ---

  /** Rows that stay have other indexes where some have come above them. */
  #follow(rows: readonly PageRow[]): void {
    const still = rows.find(({ element }) => this.#indexes.has(element))
    const before = still && this.#indexes.get(still.element)
    this.#heights?.resize(this.#size)
    if (still && before !== undefined && before !== still.index)
      this.#heights?.move(before, still.index - before)
    const indexes = new Map(rows.map(({ element, index }) => [element, index]))
    this.#watched.watch(new Set([...indexes.keys(), ...clippersOf(this.start)]))
    this.#indexes = indexes
  }

  #measure({ rows, spaces }: RowsInPage): void {
    const tops = new Map<Element, number>()
    const topOf = (element: Element): number => {
      const known = tops.get(element) ?? stretchOf(element).top
      tops.set(element, known)
      return known
    }
    // The space at the end has no place before it is laid out.
    for (const { element } of spaces) if (!element.hasAttribute('style')) stretch(element, 0)
    const heights = rows.map(({ element, index }): readonly [index: number, height: number] => {
      const next = core.natural(element).nextElementSibling
      // Margins and gaps belong to a row.
      return [index, next ? topOf(next) - topOf(element) : 0]
    })
    const sum = heights.reduce((all, [, height]) => all + height, 0)
    if (sum > 0) this.#heights ??= new Heights(this.#size, sum / heights.length)
    for (const [index, height] of heights) this.#heights?.measured(index, Math.max(0, height))
  }

  // --- what stays where it is ---

  /** The space at the start is lower by the debt. */
  #heightOf(heights: Heights, from: number, to: number): number {
    return Math.max(0, heights.offset(to) - heights.offset(from) - (from === 0 ? this.#debt : 0))
  }

  #restore(heights: Heights): void {
    if (this.#position) return this.#return(heights, this.#position)
    const anchor = this.#anchors.find(({ element }) => isInPage(element))
    if (!anchor) return
    const scroller = scrollerOf(this.start)
    const moved = stretchOf(anchor.element)[anchor.edge] + scroller.scrollTop - anchor.place + this.#fraction
    this.#fraction = 0
    if (Math.abs(moved) < 1) return void (this.#fraction = moved)
    const first = heights.offset(this.#firsts[0] ?? this.#size) - this.#debt
    // To scroll would end the momentum of a finger, and the way to where a key leads.
    if (this.#rest === undefined || anchor.element === this.start || first < moved)
      this.#scrollBy(scroller, moved)
    else {
      this.#debt += moved
      // It is an element of HTML: a template.
      stretch(this.start as HTMLElement, first - moved)
    }
  }

  /** Nobody scrolls: the space at the start gets its height, and what is seen stays where it is. */
  #settle(): void {
    if (!this.#heights || !this.#isSeen) return
    const scroller = scrollerOf(this.start)
    const debt = this.#debt
    const isAtEnd = scroller.scrollTop >= this.#end - 1
    this.#debt = 0
    // It is an element of HTML: a template.
    const start = this.start as HTMLElement
    stretch(start, this.#heightOf(this.#heights, 0, this.#firsts[0] ?? this.#size))
    if (isAtEnd && this.#end > 0) scroller.scrollTop = endOf(scroller)
    // Who is at the top stays there.
    else if (debt && scroller.scrollTop > 0) this.#scrollBy(scroller, debt)
    this.note()
    this.look()
  }

  /** Browsers scroll by whole pixels of the screen. */
  #scrollBy(scroller: Element, by: number): void {
    const wanted = scroller.scrollTop + by
    scroller.scrollTop = wanted
    this.#scrolledTo = scroller.scrollTop
    const left = wanted - this.#scrolledTo
    // At an end it cannot be scrolled further.
    this.#fraction = Math.abs(left) < 1 ? left : 0
  }

  /** The page was loaded again: what was seen is seen again. */
  #return(heights: Heights, [index, top]: ListPosition): void {
    this.#position = null
    const scroller = scrollerOf(this.start)
    const place = stretchOf(this.start).top + heights.offset(index) - seenOf(this.start).top
    scroller.scrollTop += place - top
  }

  /** The script of pages in development says what is wrong. */
  #warn(what: 'flat' | 'high'): void {
    if (this.#isWarned) return
    this.#isWarned = true
    this.start.dispatchEvent(new CustomEvent('live:long-list', { bubbles: true, detail: what }))
  }
}

function endOf({ scrollHeight, clientHeight }: Element): number {
  return scrollHeight - clientHeight
}
