/** Elements that have come. */
import { core } from '../modules/core.ts'
import { notify } from './notify.ts'
import type { Observer, Receiver } from './observer.ts'

/** The circuits and parts that an element was mounted for: one that is bound again has not come again. */
const mounted = new WeakMap<Element, Set<string>>()

export function watchMount(receiver: Receiver): Observer {
  return {
    start() {
      // The trees may be in the middle of a change.
      queueMicrotask(() => {
        const { element, part } = receiver
        if (!core.natural(element).isConnected) return
        const known = mounted.get(element) ?? new Set()
        const who = `${core.session.circuit?.circuit} ${part?.path().at(-1)}`
        if (known.has(who)) return
        mounted.set(element, known.add(who))
        notify(receiver, new Event('mounted'))
      })
    },
    stop() {},
  }
}
