/** Binds {@link createGuards} to the elements that ask before the page is left, and to the browser. */
import { core } from '../modules/core.ts'
import { createGuards, type Guards } from './guards.ts'
import type { Navigation } from './navigation.ts'

/** What is asked before the page is left. On a form only while something in it is not with the server. */
const GUARD = 'data-live-before-leave'

export function guard(pages: Navigation): Guards {
  const api: globalThis.Navigation | undefined = 'navigation' in globalThis ? navigation : undefined
  /** Counts questions: the answer to an older one is none. */
  let asked = 0
  const guards = createGuards(pages, {
    has: (key) => !!api?.entries().some((entry) => entry.key === key),
    isGuarded: () => !!standing(),
    ask(answer) {
      const own = ++asked
      const element = standing()
      put(element, (isAccepted) => own === asked && answer(isAccepted))
    },
    withdraw: () => void asked++,
    isOver: (event) => event > 0 && event < Infinity && !core.outbox.find(event),
    step(key) {
      // Where it is gone, or another step comes in between, the timer of the guards goes on.
      const { committed, finished } = api?.traverseTo(key) ?? {}
      for (const each of [committed, finished]) each?.catch(() => {})
    },
    after: (milliseconds, run) => void setTimeout(run, milliseconds),
  })
  const hold = (event: Event): void => {
    if (standing()) event.preventDefault()
  }
  const follow = (): void => {
    // Browsers keep no page that listens to it.
    if (standing()) addEventListener('beforeunload', hold)
    else removeEventListener('beforeunload', hold)
  }
  for (const type of ['input', 'change', 'click', 'focusout', 'pointerout']) addEventListener(type, follow)
  follow()
  return guards
}

/** Asks with the dialog of the browser, unless a listener has prevented that and answers by itself. */
function put(element: Element | undefined, answer: (isAccepted: boolean) => void): void {
  const text = (element && core.natural(element).getAttribute(GUARD)) ?? ''
  // In quotes, as authors read it.
  const detail: Record<string, unknown> = {}
  detail['text'] = text
  detail['answer'] = answer
  const question = new CustomEvent('live:before-leave', { bubbles: true, cancelable: true, detail })
  if (!element || core.natural(element).dispatchEvent(question)) answer(!element || confirm(text))
}

/** The first element that asks now. */
function standing(): Element | undefined {
  return [...core.page.querySelectorAll(`[${GUARD}]`)].find(
    (element) => !(element instanceof HTMLFormElement) || isUnsaved(element),
  )
}

/** Whether something of a form is not with the server: a change, or an event under way. */
function isUnsaved(form: HTMLFormElement): boolean {
  const controls = [...core.natural(form).elements]
  const isPending = (element: Element): boolean => core.natural(element).hasAttribute('data-live-pending')
  return [form, ...controls].some(
    (element) => isPending(element) || core.loaded.liveEdits?.findControl(element)?.edit.stands,
  )
}
