/** Puts what users have in content that goes into the content that takes its place. */
import type { ChildPart } from '../child-part.ts'
import { core } from '../modules/core.ts'
import { pairByKey } from './correspond.ts'
import { recordsIn, type KeyOfRow, type Record } from './records.ts'
import { takeEdit } from './take-edit.ts'

/** A part whose content goes, and what distinguishes its rows. */
export interface Leaving {
  readonly part: ChildPart
  /** The part that holds what is new, when it is another one. */
  readonly next?: ChildPart
  readonly keyOfRow: KeyOfRow
}

/** The state is the same: controls of the same name in the same record are the same. */
export function carryAll(leaving: Leaving, replace: () => void): void {
  carry(leaving, replace, ({ localName, id }, name, type) => `${localName} ${type} ${name || id}`)
}

/** The state is another one: only what is in forms of the same id is known to be meant for the same. */
export function carryForms(leaving: Leaving, replace: () => void): void {
  carry(leaving, replace, (control, name, type) => {
    const owner = core.formOf(control)
    const form = owner && core.natural(owner).getAttribute('id')
    return form && name ? `${form} ${control.localName} ${type} ${name}` : undefined
  })
}

type NameOf = (control: Element, name: string, type: string) => string | undefined

type Leaver = readonly [
  name: string | undefined,
  of: Record,
  write: ((control: Element) => void) | undefined,
  focus: ((control: HTMLInputElement) => void) | undefined,
]

function carry({ part, next = part, keyOfRow }: Leaving, replace: () => void, nameOf: NameOf): void {
  const named = (control: Element): string | undefined => {
    const [name, type, value] = ['name', 'type', 'value'].map((each) => control.getAttribute(each) ?? '')
    const isBox = /^(radio|checkbox)$/.test(type ?? '')
    return nameOf(control, `${name}${isBox ? ` ${value}` : ''}`, type ?? '')
  }
  const isBound = !!part.content
  const leaving = new Map(
    [...recordsIn(part, keyOfRow)].map(([control, record]): [Element, Leaver] => {
      // What is no text has no selection.
      const focus = control === core.page.activeElement ? caretOf(control as HTMLInputElement) : undefined
      return [control, [named(control), record, takeEdit(control), focus]]
    }),
  )
  withoutFocusEvents(() => {
    replace()
    const coming = [...recordsIn(next, keyOfRow)].map(
      ([control, record]) => [control, named(control), record] as const,
    )
    const keyOf = isBound ? keyByRecord : keyByText(coming)
    const pairs = pairByKey(
      [...leaving].map(([control, [name, record]]) => [keyOf(control, name, record), control]),
      coming.map(([control, name, record]) => [keyOf(control, name, record), control]),
      1,
    )
    for (const [control, old] of pairs) {
      const [, , write, focus] = leaving.get(old) ?? []
      // It stands in what stays.
      if (control === old) continue
      write?.(control)
      // As above.
      focus?.(control as HTMLInputElement)
    }
  })
}

type KeyOf = (control: Element, name: string | undefined, record: Record) => string | undefined

function keyByRecord(_: Element, name: string | undefined, { keys }: Record): string | undefined {
  return name === undefined || keys === undefined ? undefined : `${keys} ${name}`
}

/**
 * HTML that nobody has bound tells no keys. What belongs to a record is known by all the text of that record: on both
 * sides by that of the element that is as many levels above the control as the record of what is new.
 */
function keyByText(coming: readonly (readonly [Element, string | undefined, Record])[]): KeyOf {
  const levels = new Map(coming.map(([control, name, record]) => [name, levelOf(control, record)]))
  return (control, name) => {
    const level = levels.get(name) ?? UNKNOWN
    if (name === undefined || level < 0) return level === NO_RECORD ? name : undefined
    let element: Element | null = control
    for (let step = 0; element && step < level; step++) element = core.natural(element).parentElement
    const text = element?.textContent
    return text ? `${name} ${text}` : undefined
  }
}

const NO_RECORD = -1
const UNKNOWN = -2

/** How many levels above a control all of its record is. */
function levelOf(control: Element, { keys, top }: Record): number {
  if (keys === '') return NO_RECORD
  let level = 0
  for (let node: Node | null = control; node; node = core.natural(node).parentNode) {
    if (node === top) return level
    level++
  }
  return UNKNOWN
}

const FOCUS_EVENTS = ['focus', 'blur', 'focusin', 'focusout']

/** Users have moved no focus: what the exchange does to it calls no listener. */
export function withoutFocusEvents(exchange: () => void): void {
  const stop = (event: Event): void => event.stopImmediatePropagation()
  for (const type of FOCUS_EVENTS) addEventListener(type, stop, true)
  try {
    exchange()
  } finally {
    for (const type of FOCUS_EVENTS) removeEventListener(type, stop, true)
  }
}

/** Gives the focus and the selection of a control to another one. */
export function caretOf({
  selectionStart,
  selectionEnd,
  selectionDirection,
}: HTMLInputElement): (next: HTMLInputElement) => void {
  return (next) => {
    core.natural(next).focus({ preventScroll: true })
    // Only texts have one.
    if (typeof selectionStart === 'number')
      next.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none')
  }
}
