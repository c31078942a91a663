/**
 * The action of the entry that is shown runs again for a new circuit: what it shows again stands already. What is equal is
 * left as it is, with everything that users have in it; a component that it mounts again goes on in the one that
 * stands; and where it shows something else, what was typed into forms and controls of the same id is carried.
 */
import type { EffectOf } from '../../protocol/effects.ts'
import type { EditEffect } from '../additions.ts'
import { ROOT } from '../marks.ts'
import { core } from '../modules/core.ts'
import { parseFor } from '../modules/parse-for.ts'
import { applyAwaited } from '../modules/apply-awaited.ts'
import { editable, regionOf, type Edit } from '../modules/targets.ts'
import { caretOf, withoutFocusEvents } from './carry.ts'
import { newCircuit } from './correspondence.ts'
import { latestRenewal } from './renew.ts'
import { handOver } from './hand-over.ts'
import { isEqual, isEqualList } from './equal.ts'
import { leftBehind } from './left-behind.ts'
import { renewPart } from './standing.ts'
import { takeEdit } from './take-edit.ts'

type Perform = (effect: never, event: number) => void

/** What a user has in a control. */
interface Possession {
  readonly element: Element
  readonly write: ((next: Element) => void) | undefined
  readonly focus: ((next: HTMLInputElement) => void) | undefined
}

const CONTROLS = 'input,textarea,select,details'
const EDITS = ['replace', 'outer', 'append', 'prepend', 'before', 'after', 'remove', 'morph']
/** What a user was told, or brought to, when the action ran first. */
const ONCE = ['focus', 'scroll', 'flash', 'reset']

/** The event of the action that runs again; 0 for none. */
let repeated = 0
let isFollowing = false
/** What stood in the targets of the action before it showed anything there. */
const before = new Map<Element, readonly ChildNode[]>()
/** What users have in controls that the action has removed. */
const possessions = new Map<string, Possession>()

/** The event that runs an action again; 0 when the page shows what no action has shown. */
export function followRepeated(event: number): void {
  repeated = event
  before.clear()
  possessions.clear()
  if (isFollowing || !event) return
  isFollowing = true
  for (const word of EDITS) wrap(word, (effect: EditEffect, perform) => editAgain(effect, perform))
  for (const word of ONCE) wrap(word, () => {})
  wrap('mount', mountAgain)
}

/** Performs an effect of the action in another way. */
function wrap<Effect>(word: string, again: (effect: Effect, perform: () => void) => void): void {
  const perform: Perform | undefined = core.performers[word]
  if (!perform) return
  core.performers[word] = (effect: never, event) => {
    if (event && event === repeated) again(effect, () => perform(effect, event))
    else perform(effect, event)
  }
}

function editAgain([how, selector, html = '']: EditEffect, perform: () => void): void {
  const targets = editable(how, selector, () => {})
  const content = (target: HTMLElement): ChildNode[] => [...parseFor(regionOf(how, target), html).childNodes]
  if (targets[0] && targets.every((target) => isThere(how, target, content(target)))) return
  withoutFocusEvents(() => {
    for (const target of targets) take(regionOf(how, target))
    if (how === 'replace')
      for (const target of targets) if (!before.has(target)) before.set(target, childrenOf(target))
    perform()
    for (const target of targets) bringBack(target)
    put()
  })
}

/** Whether an operation would show again what is there. */
function isThere(how: Edit, target: HTMLElement, content: readonly ChildNode[]): boolean {
  if (how === 'outer') return content.length === 1 && !!content[0] && isEqual(target, content[0])
  const children = childrenOf(regionOf(how, target))
  if (how === 'replace') return isEqualList(children, content)
  return (
    /^(append|prepend|before|after)$/.test(how) &&
    children.some((_, at) => isEqualList(children.slice(at, at + content.length), content))
  )
}

/** What stood here before the action showed something else for a while stands here again. */
function bringBack(target: HTMLElement): void {
  const nodes = before.get(target)
  if (!nodes || nodes[0]?.parentNode || !isEqualList(nodes, childrenOf(target))) return
  core.natural(target).replaceChildren()
  // One by one: the arguments of a call are limited.
  for (const node of nodes) core.natural(target).append(node)
}

function childrenOf(element: Element): ChildNode[] {
  return [...core.natural(element).childNodes]
}

// --- what users have ---

/** Notes what users have in an element. */
function take(region: Element): void {
  for (const element of core.natural(region).querySelectorAll(CONTROLS)) {
    const key = keyOf(element)
    const write = takeEdit(element)
    // What is no text has no selection.
    const focus = element === core.page.activeElement ? caretOf(element as HTMLInputElement) : undefined
    if (key && (write || focus) && !possessions.has(key)) possessions.set(key, { element, write, focus })
  }
}

/** Puts it into the controls that stand for those that are gone. */
function put(): void {
  const controls = [...core.page.querySelectorAll(CONTROLS)]
  for (const [key, { element, write, focus }] of possessions) {
    const same = controls.filter((control) => keyOf(control) === key)
    const [next] = same
    if (core.natural(element).isConnected) {
      possessions.delete(key)
      // What was taken out for a while has lost it.
      if (element !== core.page.activeElement) focus?.(element as HTMLInputElement)
    } else if (next && same.length === 1) {
      possessions.delete(key)
      write?.(next)
      // The key names the kind of control.
      focus?.(next as HTMLInputElement)
    }
  }
}

/** Names a control by its own id, or by its name and the id of its form. */
function keyOf(element: Element): string {
  const owner = core.formOf(element)
  const form = owner && core.natural(owner).getAttribute('id')
  const [id, name, type, value] = ['id', 'name', 'type', 'value'].map((each) => element.getAttribute(each))
  const isBox = /^(radio|checkbox)$/.test(type ?? '')
  if (form && name) return JSON.stringify([form, element.localName, type, name, isBox && value])
  return id ? JSON.stringify([element.localName, type, id]) : ''
}

// --- components ---

/** The component goes on where it stands. */
function mountAgain([, selector, root, content]: EffectOf<'mount'>, perform: () => void): void {
  const [container] = editable('mount', selector, () => {})
  const part = container && leftBehind.get(container)
  if (!part) return perform()
  leftBehind.delete(container)
  const edits = core.loaded.liveEdits
  edits?.beginRenewal()
  core.changeTrees(repeated, () => {
    part.owner = root
    core.roots.set(root, part)
    core.natural(container).setAttribute(ROOT, String(root))
    renewPart(part, content, newCircuit)
    applyAwaited(root)
  })
  const changed = edits?.endRenewal()
  if (changed && !core.consistency.mismatch && latestRenewal()?.login !== 'first') handOver(changed)
}
