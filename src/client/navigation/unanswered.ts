/**
 * Navigations whose circuit ends before they are answered. The next join names where the newest of them leads, so what
 * waits for that goes on waiting, and is done with the page that comes.
 */
import { core } from '../modules/core.ts'
import type { SentEvent } from '../sent-event.ts'
import type { Navigation, Wish } from './navigation.ts'

export interface Unanswered {
  /** The page waits for another one than before. */
  sent(): void
  /** A page is there; it may not be the one. */
  shown(): void
}

export function followUnanswered(pages: Navigation): Unanswered {
  /** What waits for a wish that the next join names. */
  let waiting: { readonly sent: Pick<SentEvent, 'type' | 'element'>; readonly wish: Wish } | undefined
  const { circuitEnded } = pages
  pages.circuitEnded = () => {
    settleNavigations()
    circuitEnded()
  }
  return {
    sent: () => end('refused', 'superseded'),
    shown: () => end('done'),
  }

  /** Takes the navigations out of the outbox: of what is in there nobody knows what became of it. */
  function settleNavigations(): void {
    const { loaded, outbox } = core
    const { wish } = pages
    // Nothing more is sent to a circuit that is over.
    outbox.pause()
    for (let event = outbox.next(); --event > 0;) {
      const sent = outbox.find(event)
      // Actions and handlers have other targets.
      if (!sent || !String(sent.target).startsWith('/')) continue
      outbox.settle(event)
      if (event !== wish?.event) core.endEvent(event, sent, 'refused', 'superseded')
      else {
        loaded.liveEdits?.end(event, false)
        waiting = { sent, wish }
      }
    }
  }

  function end(outcome: 'done' | 'refused', code?: string): void {
    if (!waiting || pages.wish === waiting.wish) return
    const { sent } = waiting
    waiting = undefined
    // It has no number any more.
    core.endEvent(0, sent, outcome, code)
  }
}
