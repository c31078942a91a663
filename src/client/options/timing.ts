/** Debounced and throttled handlers: each has a clock. What waits is sent before anything that it might be too late for. */
import type { Happened } from '../additions.ts'
import { core } from '../modules/core.ts'
import { Clock, type TimedEvent } from './clock.ts'

/** All events of the clocks here. */
interface TimedChange extends TimedEvent {
  readonly happened: Happened
}

const clocks = new WeakMap<Element, Map<string, Clock>>()
/** Those that something may wait with. */
const running = new Set<Clock>()

/** Sends an event when it is its time. */
export function submit(happened: Happened): void {
  const { element, event, part, target, timing } = happened
  const { liveEdits } = core.loaded
  const clock = clockOf(element, `${event.type} ${!part}`)
  const change: TimedChange = {
    happened,
    // Radios are changed as one. Of what is no control the newest of all counts.
    subject: /^(input|change)$/.test(event.type) ? (liveEdits?.findControl(target) ?? target) : null,
    wait(replaced) {
      running.add(clock)
      // All events here are of this module.
      liveEdits?.wait(happened, (replaced as TimedChange | undefined)?.happened)
    },
    send: (hasWaited) => liveEdits?.submit(happened, hasWaited),
  }
  clock.push(change, timing ?? {})
}

/** Sends what waits for its time. */
export function flush(): void {
  for (const clock of running) {
    running.delete(clock)
    clock.flush(() => true)
  }
}

/** Sends what waits when its control loses the focus, a form is submitted, or the page is left. */
export function flushWhenLeft(): void {
  const listen = (types: string, run: (event: Event) => void): void => {
    for (const type of types.split(' ')) addEventListener(type, run, true)
  }
  listen('focusout', ({ target }) => {
    // All events here are of this module.
    for (const clock of running) clock.flush((event) => (event as TimedChange).happened.target === target)
  })
  // What leaves the page may be no event of a handler. A page that is hidden may be ended without a word.
  listen('submit popstate visibilitychange', flushAll)
  listen('click', ({ target }) => {
    if (target instanceof Element && core.natural(target).closest('a[href]')) flushAll()
  })
}

/** Also what waits for its turn. It waits for nothing where the module is not there that keeps events in their order. */
function flushAll(): void {
  core.loaded.liveEdits?.flush()
}

function clockOf(element: Element, handler: string): Clock {
  const own = clocks.get(element) ?? new Map<string, Clock>()
  const clock = own.get(handler) ?? new Clock({ after })
  clocks.set(element, own.set(handler, clock))
  return clock
}

function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
}
