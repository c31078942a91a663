/** Sends what has happened: at once, or in the order that the module of edits keeps. */
import type { HandlerTiming } from '../protocol/differences.ts'
import type { EventPayload } from '../protocol/messages.ts'
import type { Happened } from './additions.ts'
import { natural, page } from './clobbering.ts'
import { outbox } from './connection.ts'
import { earlyPayload, heardEarly } from './early-events.ts'
import type { EventPart } from './handlers.ts'
import { loaded, loadModule, withModule } from './lazy-modules.ts'
import { CHANGES, payloadOf } from './payload.ts'
import { sentEarly } from './outcomes.ts'
import { pushEvent } from './push-event.ts'

/** Elements that say what they show until an outcome. */
const DISABLE_WITH = '[live-disable-with],[data-live-disable-with]'

/** What users have changed before the module was there: whether it was sent to its handlers is in `heardEarly`. */
export const changedEarly: Map<Element, number> = new Map()

/** Notes which event is the first that is sent after a change, until the module does. */
export function noteEarlyChanges(): void {
  const note = ({ target }: Event): void => {
    if (target instanceof Element && !loaded.liveEdits) changedEarly.set(target, outbox.next())
  }
  for (const type of ['input', 'change', 'toggle', 'close']) addEventListener(type, note, true)
}

/** An event for a handler of a view, or for the action of this name. */
export function submitEvent(
  event: Event,
  element: Element,
  handler: EventPart | string,
  timing?: HandlerTiming,
): void {
  const { type } = event
  const isNamed = typeof handler === 'string'
  const part = isNamed ? undefined : handler
  const { pending, send: names, optimistic } = part?.binding ?? {}
  // It was found from an element upwards.
  const target = event.target as Element
  // When it is handled late it has no path any more.
  const [origin = target] = event.composedPath()
  const read = (): EventPayload => {
    // Before the page was live no rows were known.
    const row = part && loaded.liveRows?.rowKey(target, element)
    const local = names && loaded.liveLocal?.valuesOf(element, names)
    return (happened.payload ??= {
      ...(earlyPayload(event, element) ?? payloadOf(event, element, isNamed, origin)),
      ...(row && { row }),
      ...(local && { local }),
    })
  }
  const happened: Happened = {
    event,
    target,
    element,
    part,
    timing,
    read,
    send() {
      const waits = type === 'submit' ? target : element
      const number = pushEvent(type, isNamed ? handler : handler.path(), read(), {
        element: waits,
        origin: target,
      })
      happened.number = number
      // Controls of a form may stand anywhere: the module looks for its own.
      const shows =
        pending ||
        (type === 'submit' ? page.querySelector(DISABLE_WITH) : natural(waits).matches(DISABLE_WITH))
      if (number && shows) withModule('liveBusy', (module) => module.begin(event, waits, pending))
      return number
    },
  }
  const { liveEdits, liveOptions } = loaded
  if (liveEdits) ((timing && liveOptions) || liveEdits).submit(happened)
  else {
    sentEarly.set(happened.send(), happened)
    if (CHANGES.test(type)) heardEarly.add(target)
    void loadModule('liveEdits')
  }
  if (optimistic) withModule('liveCommands', ({ expect }) => expect(happened))
}
