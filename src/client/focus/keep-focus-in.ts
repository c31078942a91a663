/** Keeps the focus in elements with a trap, and puts it back when they are over: `traps.ts` decides, this is its edge. */
import type { Json } from '../../protocol/differences.ts'
import type { DirectedPart, Directives } from '../additions.ts'
import { core } from '../modules/core.ts'
import { takesFocus } from '../modules/plain-commands.ts'
import { isInside } from './inside.ts'
import { followFocus, giveBack, isLost, placeOutside, remember } from './places.ts'
import { hasInnerStops, tabStops } from './tab-stops.ts'
import { closed, opened, ruling, type Stack } from './traps.ts'

/** Whether the template wants the trap of an element. */
const wanted = new WeakMap<Element, boolean>()
/** Those that are not open may be forgotten, or come back with a kept page. */
const known = new Set<WeakRef<Element>>()
let stack: Stack<Element> = []

/** The last element that had the focus in each trap. */
const last = new WeakMap<Element, Element>()
/** Other traps may take the focus away at once: it is theirs then. */
let isPulling = false
/** Tells of elements that get a box or lose it, where there is a layout. */
let sizes: ResizeObserver | undefined
/** Where the Tab key has sent the focus. */
let direction: 'forward' | 'backward' | undefined

export function keepFocusIn(): Directives {
  const { page } = core
  core.onChange(look, remember)
  // Tests without a browser have none.
  if ('ResizeObserver' in globalThis) sizes = new ResizeObserver(look)
  followFocus()
  page.addEventListener('focusin', ({ target }) => moved(target), true)
  page.addEventListener('keydown', pressed)
  page.addEventListener('keyup', () => (direction = undefined), true)
  return { bind }
}

function bind({ element }: DirectedPart, data: Json | undefined): void {
  if (!wanted.has(element)) {
    known.add(new WeakRef(element))
    // Commands and styles show and hide it, too.
    sizes?.observe(element)
  }
  wanted.set(element, data === true)
  // The trees may be in the middle of a change.
  queueMicrotask(look)
}

/** Traps come and go. */
function look(): void {
  for (const { element } of stack.toReversed()) if (!isOpen(element)) close(element)
  for (const reference of known) {
    const element = reference.deref()
    if (!element) known.delete(reference)
    else if (isOpen(element) && !stack.some((trap) => trap.element === element)) open(element)
  }
}

function isOpen(element: Element): boolean {
  const { isConnected } = core.natural(element)
  return (
    isConnected &&
    wanted.get(element) === true &&
    core.natural(element).getClientRects().length > 0 &&
    // No observer tells of this: it is looked at when the focus is about to move.
    getComputedStyle(element).visibility === 'visible' &&
    !core.natural(element).closest('[inert]')
  )
}

function open(element: Element): void {
  stack = opened(stack, element, placeOutside(element))
  if (rules(element) && !isInside(core.page.activeElement, element)) enter(element)
}

function close(element: Element): void {
  const trap = stack.find((each) => each.element === element)
  const isNewest = stack.at(-1) === trap
  stack = closed(stack, element)
  // When it opens again it begins anew.
  last.delete(element)
  // Where somebody has moved it, and in a newer trap, it stays.
  if (!trap || !isNewest || !isLost(element)) return
  if (pull(() => giveBack(trap.opener))) return
  const below = ruling(stack, isReachable)
  if (below) enter(below.element)
}

// --- while a trap is open ---

function rules(element: Element): boolean {
  return ruling(stack, isReachable)?.element === element
}

/** The browser lets nobody into what is behind a modal dialog. */
function isReachable(element: Element): boolean {
  return !core.page.querySelector('dialog:modal') || core.natural(element).closest('dialog:modal') !== null
}

/** The focus has moved. */
function moved(target: EventTarget | null): void {
  const trap = ruling(stack, isReachable)
  if (!trap || isPulling || !(target instanceof Element)) return
  if (isInside(target, trap.element)) last.set(trap.element, target)
  else enter(trap.element)
}

/** Puts the focus into a trap: where it was, or where the Tab key leads. */
function enter(element: Element): void {
  const stops = tabStops(element)
  const before = last.get(element)
  const [start] = core.natural(element).querySelectorAll('[autofocus]')
  const tried = direction === 'backward' ? stops.toReversed() : stops
  const first = direction ? [] : [before, start]
  const entered = pull(() =>
    [...first, ...tried].some((each) => each && isInside(each, element) && takesFocus(each)),
  )
  if (entered || pull(() => takesFocus(element))) return
  // There is nothing in it that could have the focus.
  core.natural(element).setAttribute('tabindex', '-1')
  pull(() => takesFocus(element))
}

function pull(move: () => boolean): boolean {
  isPulling = true
  const isMoved = move()
  isPulling = false
  return isMoved
}

/** The Tab key leads from the end of a trap to its start, and the other way round. */
function pressed(event: KeyboardEvent): void {
  if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
  direction = event.shiftKey ? 'backward' : 'forward'
  look()
  const trap = ruling(stack, isReachable)
  const { activeElement } = core.page
  if (!trap || !activeElement) return
  const stops = tabStops(trap.element)
  const [end, next] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  const isAtEnd = activeElement === end && !hasInnerStops(activeElement)
  if (next && !isAtEnd && isInside(activeElement, trap.element)) return
  event.preventDefault()
  enter(trap.element)
}
