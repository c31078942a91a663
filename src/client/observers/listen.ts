/** Listeners of the window or the document that live as long as an element. */
import { core } from '../modules/core.ts'
import { passesOptions } from './options.ts'
import { notify } from './notify.ts'
import type { Observer, Receiver } from './observer.ts'

export function listen(receiver: Receiver, target: EventTarget, type: string): Observer {
  const { prevent } = receiver.part?.binding || {}
  // Otherwise browsers take it that wheels and fingers scroll: https://dom.spec.whatwg.org/#default-passive-value
  const options = { passive: !prevent }
  const handle = (event: Event): void => {
    if (passesOptions(receiver, event)) notify(receiver, event)
  }
  const listener = (event: Event): void => {
    if (!receiver.part?.binding || !receiver.part.binding.x || core.loaded.liveOptions) handle(event)
    else void core.loadModule('liveOptions').then(() => handle(event))
  }
  return {
    start: () => target.addEventListener(type, listener, options),
    stop: () => target.removeEventListener(type, listener),
  }
}
