/** Presses outside of elements. */
import { core } from '../modules/core.ts'
import { notify } from './notify.ts'
import type { Observer, Receiver } from './observer.ts'
import { createPresses } from './presses.ts'
import { isOnScrollBar, isSeen } from './seen.ts'

const watchers = new Set<Receiver>()
const presses = createPresses<Receiver>()
let isFollowing = false

export function watchOutside(receiver: Receiver): Observer {
  return {
    start() {
      follow()
      watchers.add(receiver)
    },
    stop: () => watchers.delete(receiver),
  }
}

function follow(): void {
  if (isFollowing) return
  isFollowing = true
  // On its way down, before anybody can keep it or remove what was pressed.
  on('pointerdown', (event) => {
    if (!event.isPrimary || event.button || isOnScrollBar(event)) return
    const path = event.composedPath()
    // What nobody sees is not left: a menu that is closed already.
    presses.begin(event.pointerId, watchers, ({ element }) => isInside(path, element) || !isSeen(element))
  })
  on('pointerup', (event) => {
    for (const each of presses.end(event.pointerId, (watcher) => watchers.has(watcher)))
      notify(each, new CustomEvent('outside'))
  })
  on('pointercancel', ({ pointerId }) => presses.cancel(pointerId))
}

/** Whether a press began in an element, or in what a portal or a hook in it has put elsewhere. The path is as it was then. */
function isInside(path: readonly EventTarget[], element: Element): boolean {
  const [first] = path
  return (
    (core.loaded.livePortals?.outwards(path) ?? path).includes(element) ||
    (first instanceof Node && core.loaded.liveHooks?.isOwned(first, element) === true)
  )
}

function on(
  type: 'pointerdown' | 'pointerup' | 'pointercancel',
  listener: (event: PointerEvent) => void,
): void {
  core.page.defaultView?.addEventListener(type, listener, true)
}
