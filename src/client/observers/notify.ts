/** Has handlers and actions run for what was observed, and follows the events until their outcome. */
import { core } from '../modules/core.ts'
import type { Edits } from '../additions.ts'
import { payloadOf } from './payload.ts'
import type { Receiver } from './observer.ts'

/** Between two tries to load the module that events are sent by. */
const PAUSE = 1_000

/** Receivers that are told once, and were. */
const spent = new WeakSet<object>()
/** What is called when an event ends, by its number. */
const underWay = new Map<number, () => void>()
let isFollowing = false

/** Tells a receiver. `ended` is called when all of it is over, also when there was nothing to tell. */
export function notify(receiver: Receiver, event: Event, ended: () => void = () => {}): void {
  const { element, part, action, once } = receiver
  const { once: isOnce, prevent, run = [], set, local } = part?.binding || {}
  const who = part ?? element
  if (spent.has(who) || !core.natural(element).isConnected || isOff(element)) return queueMicrotask(ended)
  if (once || isOnce) spent.add(who)
  if (prevent) event.preventDefault()
  if (run[0]) void core.loadModule('liveActions').then(() => core.loaded.liveActions?.command(run, element))
  if (set) void core.loadModule('liveLocal').then(() => core.loaded.liveLocal?.change(set, event, element))
  if (local || !(part || action)) return queueMicrotask(ended)
  // Later it has none.
  const [origin] = event.composedPath()
  void send(receiver, event, { origin, ended })
}

interface Sending {
  readonly origin: EventTarget | undefined
  ended(): void
}

async function send(receiver: Receiver, event: Event, { origin, ended }: Sending): Promise<void> {
  const edits = core.loaded.liveEdits ?? (await loadEdits())
  const { element, part, action = '' } = receiver
  follow(edits)
  edits.submit({
    event,
    target: element,
    element,
    part,
    send() {
      // It may have gone while the event waited.
      const isThere = core.natural(element).isConnected
      const { send: names } = part?.binding || {}
      const local = names && core.loaded.liveLocal?.valuesOf(element, names)
      const payload = { ...payloadOf(event, element, origin), ...(local && { local }) }
      const number =
        isThere &&
        core.pushEvent(event.type, part ? part.path() : action, payload, { element, origin: element })
      if (number) underWay.set(number, ended)
      else queueMicrotask(ended)
      return number || 0
    },
  })
}

/** The module that keeps events in their order. */
async function loadEdits(): Promise<Edits> {
  for (;;) {
    await core.loadModule('liveEdits')
    const edits = core.loaded.liveEdits
    if (edits) return edits
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}

/** From now on it is known how events end. */
function follow(edits: Edits): void {
  if (isFollowing) return
  isFollowing = true
  const { end } = edits
  edits.end = (event, isDone) => {
    end(event, isDone)
    const ended = underWay.get(event)
    underWay.delete(event)
    // The frame that tells it is still being applied.
    if (ended) queueMicrotask(ended)
  }
}

/** What the server would refuse. */
function isOff(element: Element): boolean {
  return !!core.natural(element).closest(':disabled,[inert]')
}
