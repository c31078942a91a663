/** The type of the DOM event `live:outcome`, for `addEventListener` in scripts of authors. */
import type { OutcomeDetail } from '../protocol/outcome-event.ts'

export type { OutcomeDetail }

declare global {
  interface GlobalEventHandlersEventMap {
    'live:outcome': CustomEvent<OutcomeDetail>
  }
}
