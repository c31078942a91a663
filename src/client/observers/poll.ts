/** Handlers that run again and again, while somebody sees the page and it is connected. */
import { core } from '../modules/core.ts'
import { notify, POLL } from './notify.ts'
import type { Observer, Receiver } from './observer.ts'
import { createPollingClock } from './polling-clock.ts'

const sleepers = new Set<() => void>()
let isFollowing = false

export function poll(receiver: Receiver, milliseconds: number): Observer {
  const clock = createPollingClock(milliseconds, Date.now())
  let timer: ReturnType<typeof setTimeout> | undefined
  const step = (): void => {
    clearTimeout(timer)
    if (!sleepers.has(step)) return
    const next = clock.next(Date.now(), isAwake())
    if (next === 'ask')
      notify(receiver, new Event(POLL), () => {
        clock.ended(Date.now())
        step()
      })
    else if (next !== 'rest') timer = setTimeout(step, next)
  }
  return {
    start() {
      follow()
      sleepers.add(step)
      step()
    },
    stop() {
      sleepers.delete(step)
      clearTimeout(timer)
    },
  }
}

function isAwake(): boolean {
  return !core.page.hidden && core.connection.state === 'live'
}

/** Wakes them when the page is seen again, or connected. */
function follow(): void {
  if (isFollowing) return
  isFollowing = true
  const wake = (): void => sleepers.forEach((step) => step())
  core.page.addEventListener('visibilitychange', wake)
  new MutationObserver(wake).observe(core.page.documentElement, { attributeFilter: ['data-live-status'] })
}
