/** Has handlers and actions run for what was observed, and follows the events until their outcome. */
import { core } from '../modules/core.ts'
import { submitDirected } from '../modules/submit-directed.ts'
import { payloadOf } from './payload.ts'
import type { Receiver } from './observer.ts'

/** The type of what is asked again and again. */
export const POLL = 'every'

/** Receivers that are told once, and were. */
const spent = new WeakSet<object>()

/** Tells a receiver. `ended` is called when all of it is over, also when there was nothing to tell. */
export function notify(receiver: Receiver, event: Event, ended: () => void = () => {}): void {
  const { element, part, once } = receiver
  const { once: isOnce, prevent, local } = part?.binding ?? {}
  const who = part ?? element
  if (spent.has(who) || !core.natural(element).isConnected || isOff(element)) return queueMicrotask(ended)
  if (once || isOnce) spent.add(who)
  if (prevent) event.preventDefault()
  const submit = submitter(receiver, event, ended)
  if (part) core.runBinding(event, element, part, submit)
  else submit()
  if (local) queueMicrotask(ended)
}

/** Sends what a receiver is told. Where it happened and what is pasted are read here: later the event tells neither. */
function submitter({ element, part, action }: Receiver, event: Event, ended: () => void): () => void {
  const [origin = event.target ?? undefined] = event.composedPath()
  const { send: names } = part?.binding ?? {}
  const transfer = core.loaded.liveOptions?.transferOf(event)
  return () =>
    void submitDirected({
      event,
      element,
      part,
      action,
      payload() {
        // It may have gone while the event waited.
        if (!core.natural(element).isConnected) return undefined
        const local = names && core.loaded.liveLocal?.valuesOf(element, names)
        return {
          ...payloadOf(event, element, origin),
          ...(local && { local }),
          ...(transfer && { transfer }),
        }
      },
      ended(outcome, code) {
        // The frame that tells it is still being applied.
        queueMicrotask(ended)
        // It is asked again, and nobody has done anything that they could look for.
        return event.type === POLL && (/^(unknown|interrupted)$/.test(outcome) || code === 'expired')
      },
    })
}

/** What the server would refuse. */
function isOff(element: Element): boolean {
  return !!core.natural(element).closest(':disabled,[inert]')
}
