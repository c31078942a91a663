/** The row that somebody has lifted: one at a time. Nothing of it moves in the document before it is dropped. */
import { core } from '../modules/core.ts'
import { announce, CANCELLED, DROPPED, ENTERED, LIFTED, MOVED, prepareRegion, valuesOf } from './announce.ts'
import { indexAt, roomOf, shiftOf, startAt, startIn } from './layout.ts'
import { groupOf, keyOf, keysIn, type SortedList } from './lists.ts'
import { alongAxis, inWindow, measure, type Measured, type Point } from './measure.ts'
import { send } from './send.ts'
import { isMoved, lifted, placed, renewed, stepped, type Lift, type Lists, type Step } from './sorting.ts'

/** What the row has that is lifted. */
const DRAGGING = 'data-live-dragging'

interface Held {
  readonly lift: Lift
  readonly lists: Lists
  readonly group: ReadonlyMap<string, SortedList>
  readonly measured: ReadonlyMap<string, Measured>
  readonly row: HTMLElement
  /** Where a pointer has it, in the window; keys put it where it would stand. */
  readonly at: Point | undefined
}

let held: Held | undefined
/** The row that was dropped by keys: it may be made anew in another list, and gets the focus there. */
let dropped: { readonly list: SortedList; readonly key: string } | undefined

export function isHolding(): boolean {
  return held !== undefined
}

export function liftRow(row: HTMLElement, list: SortedList): boolean {
  cancel()
  dropped = undefined
  const group = groupOf(list)
  const lists = keysIn(group)
  const lift = lifted(lists, String(keyOf(row)))
  if (!lift || lift.from.list !== list.id) return false
  prepareRegion(list.element)
  held = { lift, lists, group, row, measured: measureAll(group), at: undefined }
  show('still')
  say(LIFTED)
  return true
}

/** Where the row is in the window, before it is moved. */
export function boxOf(row: HTMLElement): DOMRect {
  return core.natural(row).getBoundingClientRect()
}

/** A pointer has the row at this place, and is at another itself. */
export function bring(at: Point, pointer: Point): void {
  if (!held) return
  const { lift, lists, group, measured, row } = held
  const over = [...group.values()].find(({ element }) =>
    isIn(core.natural(element).getBoundingClientRect(), pointer),
  )
  const target = measured.get(over?.id ?? lift.at.list)
  if (!target) return
  const { width, height } = sizeOf(row)
  const middle = alongAxis(target, { x: at.x + width / 2, y: at.y + height / 2 })
  const index = indexAt(othersOf(target, row), middle)
  change(placed(lists, lift, { list: target.list.id, index }), at)
}

export function step(how: Step): void {
  if (!held) return
  change(stepped(held.lists, held.lift, how), undefined)
  core.natural(held.row).scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

/** How the list goes that the row is in. */
export function axisHere(): Pick<Measured, 'axis' | 'sign'> | undefined {
  return held?.measured.get(held.lift.at.list)
}

export function drop(hasFocus: boolean): void {
  if (!held) return
  const { lift, lists, group, row } = held
  if (!isMoved(lift)) return cancel()
  const [from, to] = [group.get(lift.from.list), group.get(lift.at.list)]
  say(DROPPED)
  letGo()
  if (!from || !to) return
  if (hasFocus) dropped = { list: to, key: lift.key }
  // It is shown there at once, where it is seen already: it does not glide there.
  core.natural(row).setAttribute(DRAGGING, '')
  send({ lift, row, group, from, target: to, values: valuesOf(lift, lists, row, to) })
  core.natural(row).removeAttribute(DRAGGING)
}

export function cancel(): void {
  if (!held) return
  const { lift } = held
  held = { ...held, lift: { ...lift, at: lift.from } }
  say(CANCELLED)
  letGo()
}

/** The page shows something else. */
export function renew(): void {
  giveFocus()
  if (!held) return
  const { lift, at } = held
  clear()
  const [home] = held.group.values()
  const group = home ? groupOf(home) : held.group
  const lists = keysIn(group)
  const next = renewed(lists, lift)
  const row = next && rowOf(next, group)
  if (!next || !row) return letGo()
  held = { lift: next, lists, group, row, measured: measureAll(group), at }
  show('still')
}

/** The focus is somewhere else: it is not given to the row that was dropped any more. */
export function focusMoved(target: EventTarget | null): void {
  if (!dropped || !(target instanceof Element)) return
  if (!target.closest(`[data-key="${CSS.escape(dropped.key)}"]`)) dropped = undefined
}

// --- what is seen ---

function change(lift: Lift, at: Point | undefined): void {
  if (!held) return
  const { at: before } = held.lift
  held = { ...held, lift, at }
  show('moving')
  if (before.list !== lift.at.list) say(ENTERED)
  else if (before.index !== lift.at.index) say(MOVED)
}

function say(what: number): void {
  if (!held) return
  const { lift, lists, group, row } = held
  const list = group.get(lift.at.list)
  if (list) announce(what, list, valuesOf(lift, lists, row, list))
}

/** Styles of rows before they were lifted or made room. */
const styled = new Map<HTMLElement, string>()

function show(how: 'still' | 'moving'): void {
  if (!held) return
  const { lift, measured, row, at } = held
  const own = measured.get(lift.from.list)
  const target = measured.get(lift.at.list)
  const [ownExtent] = own?.extents.slice(lift.from.index) ?? []
  if (!own || !target || !ownExtent) return
  const isSame = own === target
  for (const each of new Set([own, target])) {
    const isOwn = each === own
    const extent = isOwn ? ownExtent : { start: 0, size: sizeAlong(row, each) }
    const others = othersOf(each, row)
    const room = isOwn ? roomOf(extent, others, lift.from.index) : extent.size + gapOf(others)
    const way = {
      from: isOwn ? lift.from.index : undefined,
      target: isSame || !isOwn ? lift.at.index : undefined,
    }
    const rows = each.rows.filter((other) => other !== row)
    rows.forEach((other, index) => {
      const shift = shiftOf(index, room, way)
      style(other, { translate: translateAlong(each, shift), transition: transitionOf(how) })
    })
  }
  for (const each of styled.keys()) if (!isAmong(each, [own, target])) unstyle(each)
  const others = othersOf(target, row)
  const start = isSame
    ? startAt(ownExtent, others, { from: lift.from.index, target: lift.at.index })
    : startIn(others, lift.at.index, target.edge)
  const natural = inWindow(own, ownExtent.start, ownExtent.size)
  const wanted = at ?? inWindow(target, start, sizeAlong(row, target))
  const translate = `${wanted.x - natural.x}px ${wanted.y - natural.y}px`
  style(row, { translate, transition: at ? 'none' : transitionOf(how), position: 'relative', zIndex: '1' })
  core.natural(row).setAttribute(DRAGGING, '')
}

function letGo(): void {
  clear()
  held = undefined
}

function clear(): void {
  if (held) core.natural(held.row).removeAttribute(DRAGGING)
  for (const row of styled.keys()) unstyle(row)
}

function style(row: HTMLElement, styles: Readonly<Record<string, string>>): void {
  if (!styled.has(row)) {
    const { translate, transition, position, zIndex } = row.style
    styled.set(row, JSON.stringify({ translate, transition, position, zIndex }))
  }
  Object.assign(row.style, styles)
}

function unstyle(row: HTMLElement): void {
  // It was written above.
  Object.assign(row.style, JSON.parse(styled.get(row) ?? '{}') as object)
  styled.delete(row)
}

function transitionOf(how: 'still' | 'moving'): string {
  const isCalm = how === 'still' || matchMedia('(prefers-reduced-motion: reduce)').matches
  return isCalm ? 'none' : 'translate 150ms'
}

function translateAlong({ axis, sign }: Measured, shift: number): string {
  return axis === 'y' ? `0 ${shift}px` : `${shift * sign}px 0`
}

// --- what it is measured by ---

function measureAll(group: ReadonlyMap<string, SortedList>): ReadonlyMap<string, Measured> {
  return new Map([...group].map(([id, list]) => [id, measure(list)]))
}

function othersOf({ rows, extents }: Measured, row: HTMLElement): readonly Measured['extents'][number][] {
  return extents.filter((_, index) => rows[index] !== row)
}

function gapOf([first, second]: Measured['extents']): number {
  return first && second ? second.start - first.start - first.size : 0
}

function sizeOf(row: HTMLElement): { readonly width: number; readonly height: number } {
  return { width: row.offsetWidth, height: row.offsetHeight }
}

function sizeAlong(row: HTMLElement, { axis }: Measured): number {
  return axis === 'y' ? row.offsetHeight : row.offsetWidth
}

function isIn({ left, right, top, bottom }: DOMRect, { x, y }: Point): boolean {
  return x >= left && x <= right && y >= top && y <= bottom
}

function isAmong(row: HTMLElement, all: readonly Measured[]): boolean {
  return all.some(({ rows }) => rows.includes(row))
}

function rowOf({ key, from }: Lift, group: ReadonlyMap<string, SortedList>): HTMLElement | undefined {
  const list = group.get(from.list)
  return list && measure(list).rows.find((row) => keyOf(row) === key)
}

/** The row that was dropped has been made anew. */
function giveFocus(): void {
  const { activeElement, body } = core.page
  if (!dropped || (activeElement && activeElement !== body)) return
  const { list, key } = dropped
  const row = measure(list).rows.find((each) => keyOf(each) === key)
  const grip = row?.matches('[data-handle]') ? row : row?.querySelector<HTMLElement>('[data-handle]')
  grip?.focus({ preventScroll: true })
}
