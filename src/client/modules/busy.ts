/** The lazy module of what users see of a submit, or of what asks for other content, until its outcome. */
import type { DisableWith, PendingLook } from '../../protocol/differences.ts'
import type { Pending } from '../additions.ts'
import { keepLocks, lock, lockedForms, lockMore, unlock } from '../busy/locks.ts'
import { hideAll, showAll, swap, swapBack, swapped } from '../busy/swaps.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'

/** What an element that shows something else waits with: itself, or the form that was submitted. */
const waitsWith = new Map<HTMLElement, Element>()

export function start(port: ClientPort): Pending {
  useCore(port)
  keepLocks()
  core.onChange(() => {
    lockMore()
    showAll()
  }, hideAll)
  return { begin, update }
}

function begin(event: Event, element: Element, pending?: PendingLook): void {
  const content = contentOf(pending)
  if (event.type === 'submit' && element instanceof HTMLFormElement) {
    const controls = [...core.natural(element).elements]
    // One of another form says something, if any.
    if (pending === undefined && !controls.some((each) => namedFor(each) !== null)) return
    if (!isList(pending)) lock(element)
    const pressed = pressedBy(event, element)
    if (pressed && content !== undefined) show(pressed, content, element)
    for (const each of controls) showNamed(each, element)
  } else {
    // Handlers stand on elements of HTML, mostly.
    if (content !== undefined) show(element as HTMLElement, content, element)
    showNamed(element, element)
  }
  // This module may come when all is over.
  update()
}

function contentOf(pending: PendingLook | undefined): DisableWith | undefined {
  if (isList(pending)) return pending[0]
  return pending === 1 ? undefined : pending
}

function isList(pending: PendingLook | undefined): pending is readonly [DisableWith?] {
  return Array.isArray(pending)
}

/** The button that submits the form: the one that was pressed, otherwise the one that Enter stands for. */
function pressedBy(event: Event, form: HTMLFormElement): HTMLElement | null | undefined {
  // A submit has this.
  const { submitter } = event as SubmitEvent
  return (
    submitter ??
    // What is in a form's list is an element of HTML.
    ([...core.natural(form).elements] as HTMLButtonElement[]).find(({ type }) =>
      /^(submit|image)$/.test(type),
    )
  )
}

/** What an attribute of the element says that it is to show. */
function namedFor(element: Element): string | null {
  return core.attributeOf(element, 'disable-with')
}

function showNamed(element: Element, waiting: Element): void {
  const text = namedFor(element)
  if (text !== null && element instanceof HTMLElement) show(element, text, waiting)
}

function show(element: HTMLElement, instead: DisableWith, waiting: Element): void {
  waitsWith.set(element, waiting)
  swap(element, instead)
}

/** Events have ended. */
function update(): void {
  for (const form of lockedForms()) if (!isPending(form)) unlock(form)
  for (const element of swapped()) {
    const waiting = waitsWith.get(element)
    if (waiting && isPending(waiting)) continue
    waitsWith.delete(element)
    swapBack(element)
  }
}

function isPending(element: Element): boolean {
  return core.natural(element).hasAttribute('data-live-pending')
}
