/** The states of elements, and the parts that show them. A state lives as long as its element, and nothing else keeps it. */
import type { Json, PartValue } from '../../protocol/differences.ts'
import type { LocalCommand, LocalData, LocalReport } from '../../protocol/local-expressions.ts'
import type { DirectedPart, LocalState } from '../additions.ts'
import type { ComputedPart } from '../computed-part.ts'
import { core } from '../modules/core.ts'
import { findOutwards } from '../modules/outwards.ts'
import { isTextShown, textOf } from '../recovery/shown-value.ts'
import { changed, type Shows } from './change.ts'
import { beforeReset } from './follow-reset.ts'
import { Reader, State } from './states.ts'

/** By their names. */
const states = new WeakMap<Element, Map<string, State>>()
/** The names by which directives have given states to elements. */
const names = new WeakMap<DirectedPart, string>()
const readers = new WeakMap<ComputedPart, Reader>()
/** Parts of the readers of states, to find those that stand somewhere else by now. */
const parts = new WeakMap<Reader, ComputedPart>()
/** Parts that are to find their states: new ones stand nowhere yet. */
const searching = new Set<ComputedPart>()
/** Parts that have looked for a state in vain. */
const lost = new Set<ComputedPart>()
/**
 * Parts that are out of the document, in a page that is kept or behind one: what is around them there is not what carries the states.
 * When they are back they look once more.
 */
const away = new Set<WeakRef<ComputedPart>>()
const reported = new Set<string>()

export function keepLocalState(): LocalState {
  core.onChange(search)
  return { bind, compute, change, beforeReset, renew: search, valuesOf }
}

// --- states ---

function bind(part: DirectedPart, data: Json | undefined): void {
  const { element } = part
  const own = states.get(element) ?? new Map<string, State>()
  states.set(element, own)
  // The server has made it so.
  const [name, initial] = (data ?? []) as [string?, Readonly<Record<string, LocalData>>?]
  const before = names.get(part)
  if (before !== undefined && before !== name) {
    searchAgain(own.get(before))
    own.delete(before)
  }
  if (name === undefined || initial === undefined) return
  names.set(part, name)
  const state = own.get(name)
  state?.describe(initial)
  if (!state) {
    // What is new has no content that could have found another state.
    if (element.isConnected) searchAgain(stateAround(element, name))
    own.set(name, new State(name, initial))
  } else for (const reader of state.readers) reader.update()
  for (const each of lost) searching.add(each)
}

/** What reads this state looks for its states once more. */
function searchAgain(state: State | undefined): void {
  for (const reader of state?.readers ?? []) {
    const part = parts.get(reader)
    if (part) searching.add(part)
  }
}

function stateAround(inside: Element, name: string): State | undefined {
  const element = findOutwards(inside, (each) => states.get(each)?.has(name) === true)
  return element && states.get(element)?.get(name)
}

// --- what is shown ---

function compute(part: ComputedPart): void {
  searching.add(part)
}

/** Parts that wait show what they are computed from. */
function search(): void {
  for (const each of away) {
    const part = each.deref()
    if (part && !isConnected(part)) continue
    away.delete(each)
    if (part) searching.add(part)
  }
  for (const part of searching) {
    searching.delete(part)
    readers.get(part)?.stop()
    const { computed } = part
    const element = elementOf(part)
    if (computed && element) find(part, element, computed)
  }
  for (const part of lost) if (!isConnected(part)) isAway(part)
}

function isAway(part: ComputedPart): void {
  lost.delete(part)
  away.add(new WeakRef(part))
}

function isConnected(part: ComputedPart): boolean {
  return elementOf(part)?.isConnected === true
}

function find(part: ComputedPart, element: Element, computed: readonly PartValue[]): void {
  const show = (values: readonly unknown[]): void => {
    // Something else may have come in its place, or scripts have removed that.
    if (part.computed !== computed || !elementOf(part)) reader.stop()
    else if (!isShown(part, element, values)) showIn(part, values)
  }
  const reader = new Reader(computed, (name) => stateOf(element, name), show)
  readers.set(part, reader)
  parts.set(reader, part)
  if (reader.missing.length > 0) lost.add(part)
  else lost.delete(part)
  reader.update()
}

function showIn(part: ComputedPart, values: readonly unknown[]): void {
  // What is computed, and what stands beside it, are values of parts.
  const shown = values as readonly PartValue[]
  part.show?.(shown)
  part.showText?.(textOf(shown[0]))
}

function stateOf(element: Element, name: string): State | undefined {
  const state = stateAround(element, name)
  if (state) forgetGone(state)
  // Content that is only made to be compared with stands nowhere.
  else if (element.isConnected) reportMissing(element, name)
  return state
}

/** How many readers a state had when those of what is gone were forgotten. */
const counts = new WeakMap<State, number>()
const FEW = 64

/** Parts come and go: they are looked through whenever there are twice as many as the last time. */
function forgetGone(state: State): void {
  const { size } = state.readers
  if (size < FEW || size < 2 * (counts.get(state) ?? 0)) return
  for (const reader of state.readers) {
    const part = parts.get(reader)
    const element = part && elementOf(part)
    if (element && stateAround(element, state.name) === state) continue
    reader.stop()
    if (part) isAway(part)
  }
  counts.set(state, state.readers.size)
}

/** None when the place of a text is gone. */
function elementOf(part: ComputedPart): Element | undefined {
  try {
    return typeof part.element === 'function' ? part.element() : part.element
  } catch {
    return undefined
  }
}

/** Frames and images load again when their address is set once more, as it is. */
function isShown(
  { bound, statics = [] }: ComputedPart,
  element: Element,
  values: readonly unknown[],
): boolean {
  if (!bound?.startsWith('=')) return false
  // What is computed for an attribute is text, a number or a boolean.
  const texts = (values as readonly PartValue[]).map(textOf)
  const [before, ...after] = statics
  const text =
    before === undefined
      ? texts[0]
      : after.reduce((all, then, hole) => all + (texts[hole] ?? '') + then, before)
  return isTextShown(element, bound, text ?? '')
}

/** Once for each name: there may be many parts. */
function reportMissing(element: Element, name: string): void {
  if (reported.has(name)) return
  reported.add(name)
  core.report(
    'command-failed',
    `no element around a <${element.localName}> carries the local state "${name}"`,
  )
}

// --- changes ---

function change(commands: readonly LocalCommand[], event: Pick<Event, 'target'>, element: Element): void {
  for (const [name, field, ...how] of commands) {
    const state = stateAround(element, name)
    const before = state?.get(field)
    if (!state || before === undefined) {
      reportMissing(element, name)
      continue
    }
    const after = changed(before, how, shownBy(element, event))
    if (after !== undefined) state.set(field, after)
  }
}

/** The handler stands on the control, or around it. */
function shownBy(element: Element, { target }: Pick<Event, 'target'>): Shows {
  // Whatever they are, they have a value or not.
  const controls = [core.natural(element), target] as Partial<HTMLInputElement>[]
  const { value = '', checked = false } = controls.find((each) => typeof each?.value === 'string') ?? {}
  return { value, checked }
}

function valuesOf(inside: Element, wanted: readonly string[]): LocalReport {
  return Object.fromEntries(
    wanted.flatMap((name) => {
      const state = stateAround(inside, name)
      return state ? [[name, state.values()]] : []
    }),
  )
}
