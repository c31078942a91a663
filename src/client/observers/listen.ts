/** Listeners of the window or the document that live as long as an element. */
import { core } from '../modules/core.ts'
import { passesOptions } from './options.ts'
import { notify } from './notify.ts'
import type { Observer, Receiver } from './observer.ts'

interface Listener {
  readonly target: EventTarget
  readonly type: string
  /** What it has heard. */
  readonly heard: WeakSet<Event>
  hear(event: Event): void
}

const listening = new Set<Listener>()

export function listen(receiver: Receiver, target: EventTarget, type: string): Observer {
  const { prevent } = receiver.part?.binding ?? {}
  // Otherwise browsers take it that wheels and fingers scroll: https://dom.spec.whatwg.org/#default-passive-value
  const options = { passive: !prevent }
  const handle = (event: Event): void => {
    if (passesOptions(receiver, event)) notify(receiver, event)
  }
  const heard = new WeakSet<Event>()
  const hear = (event: Event): void => {
    // What waits for the options of an element is told when these have let it pass.
    if (core.stopped.has(event)) return
    heard.add(event)
    if (!receiver.part?.binding.x) handle(event)
    else core.withModule('liveOptions', () => handle(event))
  }
  const listener = { target, type, heard, hear }
  return {
    start() {
      listening.add(listener)
      target.addEventListener(type, hear, options)
    },
    stop() {
      listening.delete(listener)
      target.removeEventListener(type, hear)
    },
  }
}

/** Has an event heard late, each time once: by what listens to the document first, as it would have been. */
export function tell(event: Event): void {
  if (!event.bubbles) return
  for (const target of [core.page, window])
    for (const each of [...listening])
      if (each.target === target && each.type === event.type && !each.heard.has(event)) each.hear(event)
}
