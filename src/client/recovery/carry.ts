/** Puts what users have in content that goes into the content that takes its place. */
import type { ChildPart } from '../child-part.ts'
import { core } from '../modules/core.ts'
import { pairByKey } from './correspond.ts'

const CONTROLS = 'input,textarea,select,details'

/** The state is the same: controls of the same name are the same. */
export function carryAll(place: ChildPart | Element, replace: () => void): void {
  carry(place, replace, ({ localName, id }, name, type) => `${localName} ${type} ${name || id}`)
}

/** The state is another one: only what is in forms of the same id is known to be meant for the same. */
export function carryForms(place: ChildPart | Element, replace: () => void): void {
  carry(place, replace, (control, name, type) => {
    const owner = core.formOf(control)
    const form = owner && core.natural(owner).getAttribute('id')
    return form && name ? `${form} ${control.localName} ${type} ${name}` : undefined
  })
}

type KeyOf = (control: Element, name: string, type: string) => string | undefined

function carry(place: ChildPart | Element, replace: () => void, keyOf: KeyOf): void {
  const meant = keyOfContent(place)
  const keyed = (): [string | undefined, Element][] =>
    controlsIn(place).map((control) => {
      const [name, type, value] = ['name', 'type', 'value'].map((each) => control.getAttribute(each) ?? '')
      const isBox = /^(radio|checkbox)$/.test(type ?? '')
      return [keyOf(control, `${name}${isBox ? ` ${value}` : ''}`, type ?? ''), control]
    })
  const standing = keyed().map(([key, control]) => {
    const write = core.loaded.liveEdits?.carry(control)
    // What is no text has no selection.
    const focus = control === core.page.activeElement ? caretOf(control as HTMLInputElement) : undefined
    return [key, { write, focus }] as const
  })
  withoutFocusEvents(() => {
    replace()
    // What was put into one record is not meant for another one.
    if (keyOfContent(place) !== meant) return
    for (const [control, { write, focus }] of pairByKey(standing, keyed(), 1)) {
      write?.(control)
      // As above.
      focus?.(control as HTMLInputElement)
    }
  })
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

function keyOfContent(place: ChildPart | Element): unknown {
  return !(place instanceof Element) && place.content instanceof core.Instance ? place.content.key : undefined
}

function controlsIn(place: ChildPart | Element): Element[] {
  if (place instanceof Element) return [...core.natural(place).querySelectorAll(CONTROLS)]
  const controls: Element[] = []
  for (let node = place.top(); node && node !== place.end; node = core.natural(node).nextSibling) {
    if (!(node instanceof Element)) continue
    const unhidden = core.natural(node)
    if (unhidden.matches(CONTROLS)) controls.push(node)
    controls.push(...unhidden.querySelectorAll(CONTROLS))
  }
  return controls
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
