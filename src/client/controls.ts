/**
 * What users type and choose is never overwritten. A control with a bound `.value`, `.checked` or
 * `.selected` remembers that it was edited; until the server is known to have received the event that
 * reported the edit, values that it sends for this control are older than what the user did, and are
 * dropped. Dropped, not held back: the server takes a reported edit as what the browser shows, so its next
 * difference starts from there.
 */
import type { PartValue } from '../protocol/differences.ts'
import type { Edit } from '../protocol/messages.ts'
import { keepCaret } from './caret.ts'
import type { Engine, Part } from './parts.ts'

export class Controls {
  readonly #engine: Pick<Engine, 'received'>
  /** Controls that have a bound value, with the part that binds it. */
  readonly #bound = new WeakMap<Element, Part>()
  readonly #unreported = new Set<Element>()
  /** The number of the event that reported the latest edit. */
  readonly #reported = new WeakMap<Element, number>()
  #composing: EventTarget | null = null

  /** The values of selects outlive their options: they are set again when those change. */
  readonly #chosen = new WeakMap<Element, PartValue>()
  readonly #unsettled = new Set<HTMLSelectElement>()

  /** Follows input methods: what they compose is not to be touched. */
  constructor(engine: Pick<Engine, 'received'>) {
    this.#engine = engine
    document.addEventListener('compositionstart', ({ target }) => this.#compose(target, target))
    document.addEventListener('compositionend', ({ target }) => this.#compose(target, null))
  }

  /** Sets a property, unless it holds what the user did and the server did not know. */
  write(part: Part, element: Element, name: string, value: PartValue): void {
    if (name === editable(element)) {
      this.#bound.set(element, part)
      if (this.#isHeld(element)) return
      if (element instanceof HTMLSelectElement) {
        this.#keepChoice(element, value)
        this.#unsettled.add(element)
        return
      }
    }
    assign(element, name, value)
  }

  /** A part was bound to an element that stands in the page, where the user may have been faster. */
  adopt(part: Part, element: Element, name: string): void {
    if (!element.matches('input,textarea,select,option') || (name && name !== editable(element))) return
    this.#bound.set(element, part)
    if (!isEdited(element)) return
    this.#unreported.add(element)
    if (name) this.#keepChoice(element)
  }

  /** The user changed something in this control. */
  edited(element: Element): void {
    for (const each of changedWith(element)) {
      if (!this.#bound.has(each)) continue
      this.#unreported.add(each)
      if (this.#chosen.has(each)) this.#keepChoice(each)
    }
  }

  /** The edits that no event has reported yet; the event of this number does. */
  take(event: number): Edit[] {
    const edits: Edit[] = []
    for (const element of this.#unreported) {
      const part = this.#bound.get(element)
      this.#reported.set(element, event)
      if (part && element.isConnected) edits.push([part.path(), valueOf(element)])
    }
    this.#unreported.clear()
    return edits
  }

  /** Something in this element changed: the select around it, if any, must choose again. */
  changed(element: Element | null): void {
    const select = element?.closest('select')
    if (select && this.#chosen.has(select)) this.#unsettled.add(select)
  }

  /** The end of a patch: selects have their options. */
  settle(): void {
    for (const select of this.#unsettled) assign(select, 'value', this.#chosen.get(select) ?? '')
    this.#unsettled.clear()
  }

  #keepChoice(element: Element, value?: PartValue): void {
    if (!(element instanceof HTMLSelectElement)) return
    this.#chosen.set(element, value === undefined ? element.value : value)
  }

  #isHeld(element: Element): boolean {
    return (
      element === this.#composing ||
      this.#unreported.has(element) ||
      (this.#reported.get(element) ?? 0) > this.#engine.received
    )
  }

  #compose(target: EventTarget | null, composing: EventTarget | null): void {
    this.#composing = composing
    if (target instanceof Element) this.edited(target)
  }
}

/** The property that the user changes. */
function editable(element: Element): 'value' | 'checked' | 'selected' {
  if (element instanceof HTMLOptionElement) return 'selected'
  return element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type) ? 'checked' : 'value'
}

function valueOf(element: Element): string | boolean {
  // Custom elements may have any value, controls have a text or a boolean.
  const value = (element as unknown as Record<string, unknown>)[editable(element)]
  return typeof value === 'boolean' ? value : String(value)
}

/** The control, and those that change with it: the options of a select, the other radios of a group. */
function changedWith(element: Element): Element[] {
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return withOptions(element)
  // What has a name and belongs to a form is a control.
  const named = document.getElementsByName(element.name) as NodeListOf<HTMLInputElement>
  return [...named].filter((other) => other.form === element.form)
}

function withOptions(element: Element): Element[] {
  return [element, ...((element as Partial<HTMLSelectElement>).options ?? [])]
}

/** Whether a control shows something other than what its HTML says. */
function isEdited(element: Element): boolean {
  const control = element.closest('select') ?? element
  // A form knows what its controls start with, selects without a choice and numbers out of range included.
  const form = document.createElement('form')
  const pristine = form.appendChild(control.cloneNode(true)) as Element
  form.reset()
  return withOptions(control).map(valueOf).join() !== withOptions(pristine).map(valueOf).join()
}

/** Sets a property; a text that is being edited keeps its caret. */
function assign(element: Element, name: string, value: PartValue): void {
  // Properties of custom elements are what their authors made them.
  const target = element as unknown as Record<string, unknown>
  const set = (): void => {
    target[name] = value
  }
  if (target[name] !== value) keepCaret(element, set)
}
