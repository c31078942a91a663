/**
 * Hears every event of the page at the document and finds who handles it: from the element where it happened
 * up to the document for events that bubble, at that element alone for those that do not. A handler is an
 * event part of a view, or an attribute that names an action.
 */
import type { Binding } from '../protocol/differences.ts'
import type { EventPayload } from '../protocol/messages.ts'
import type { Path } from '../protocol/paths.ts'
import { perform, type Report } from './commands.ts'
import { FOREIGN } from './element-parts.ts'
import { formOf, isSubmitter, payloadOf } from './payload.ts'

/** Something for the server: what happened, and the elements that wait for its outcome. */
export interface Firing {
  readonly type: string
  readonly target: Path | string
  readonly payload: EventPayload
  readonly elements: readonly Element[]
}

/** An event part of a view. */
export interface Handler {
  readonly binding: Binding | 0
  path(): Path
}

/** What events lead to. */
export interface Listeners {
  handlersOf(element: Element, type: string): Handler | undefined
  /** The row of a stream that an element is in, within another that listens. */
  rowKey(element: Element, within: Element): string | undefined
  fire(firing: Firing): void
  report: Report
}

// These have no `on…` property by which they could be found.
const UNLISTED = ['focusin', 'focusout', 'compositionstart', 'compositionupdate', 'compositionend']

export class Events {
  readonly #listeners: Listeners
  readonly #types = new Set<string>()
  /** The types whose `once` handler has run. */
  readonly #ran = new WeakMap<Element, string[]>()

  constructor(listeners: Listeners) {
    this.#listeners = listeners
  }

  /** Hears every type that this browser has: an attribute may name an action for any of them at any time. */
  start(): void {
    for (const name in document) {
      // Hearing raw pointer updates alone makes the browser send many more events.
      if (/^on(?!pointerraw)/.test(name)) this.listen(name.slice(2))
    }
    for (const type of UNLISTED) this.listen(type)
  }

  /** Hears a type of event from now on. */
  listen(type: string): void {
    if (this.#types.has(type)) return
    this.#types.add(type)
    for (const capture of [false, true]) {
      // What does not bubble is seen on its way down only.
      const hear = (event: Event): void => {
        if (event.bubbles !== capture) this.#handle(event)
      }
      document.addEventListener(type, hear, capture)
    }
  }

  #handle(event: Event): void {
    const nodes = event.bubbles ? event.composedPath() : [event.target]
    const elements = nodes.filter((node) => node instanceof Element)
    // Attributes inside of what is foreign are not the author's.
    const foreign = elements.findLastIndex((element) => element.hasAttribute(FOREIGN))
    elements.some((element, depth) => this.#at(element, event, depth >= foreign))
  }

  /** True when the event goes no further. */
  #at(element: Element, event: Event, trusted: boolean): boolean {
    const { type } = event
    const part = this.#partAt(element, event)
    const action = trusted && actionOf(element, type)
    if ((!part && !action) || element.closest(':disabled,[inert]') || leftToBrowser(event, element))
      return false
    const { prevent, stop, run, local }: Binding = part?.binding || {}
    if (prevent || type === 'submit' || (type === 'click' && element.matches(LINK))) event.preventDefault()
    if (part && !local) this.#fire(part.path(), event, element)
    for (const command of run ?? []) perform(command, this.#listeners.report)
    if (action && this.#mayAct(event, element)) this.#fire(action, event, element)
    return !!stop
  }

  /** The part that handles it, unless its options let this one pass. */
  #partAt(element: Element, event: Event): Handler | undefined {
    const part = this.#listeners.handlersOf(element, event.type)
    if (!part?.binding) return part
    const { self, keys, once } = part.binding
    if (self && event.target !== element) return undefined
    if (keys && event instanceof KeyboardEvent && (event.isComposing || !keys.includes(event.key)))
      return undefined
    if (once) {
      const ran = this.#ran.get(element) ?? []
      if (ran.includes(event.type)) return undefined
      this.#ran.set(element, [...ran, event.type])
    }
    return part
  }

  /** A submitter that names an action stands for its form, which must be valid, and is not submitted besides. */
  #mayAct(event: Event, element: Element): boolean {
    const form = event.type === 'click' && isSubmitter(element) ? formOf(element) : null
    if (!form || this.#listeners.handlersOf(form, 'submit') || actionOf(form, 'submit')) return true
    event.preventDefault()
    return element.hasAttribute('formnovalidate') || form.hasAttribute('novalidate') || form.reportValidity()
  }

  #fire(target: Path | string, event: Event, element: Element): void {
    const { type } = event
    const named = typeof target === 'string'
    const happened = event.target instanceof Element ? event.target : element
    const row = named ? undefined : this.#listeners.rowKey(happened, element)
    const payload = { ...payloadOf(event, element, named), ...(row !== undefined && { row }) }
    const elements = type === 'submit' && happened !== element ? [element, happened] : [element]
    this.#listeners.fire({ type, target, payload, elements })
  }
}

const LINK = 'a[href],area[href]'

function actionOf(element: Element, type: string): string | null {
  return element.getAttribute(`live-${type}`) || element.getAttribute(`data-live-${type}`)
}

/** A link that is to open elsewhere, or to be saved. */
function leftToBrowser(event: Event, element: Element): boolean {
  if (!(event instanceof MouseEvent) || event.type !== 'click' || !element.matches(LINK)) return false
  const { button, altKey, ctrlKey, metaKey, shiftKey } = event
  return (
    !!button ||
    altKey ||
    ctrlKey ||
    metaKey ||
    shiftKey ||
    element.matches('[download],[target]:not([target=""],[target=_self])')
  )
}
