/**
 * Which event kills sockets: one that arrives at no server would be sent again on each. Without socket and clock,
 * which are handed in.
 */
import type { Outbox } from '../outbox.ts'

export interface Suspicion {
  /** A socket that was live was closed; `isFault` when because of what was sent. */
  closed(isFault: boolean): void
  /** The circuit goes on, before anything is sent. The server has received this many events. */
  rejoined(received: number): void
  /** The circuit is over. */
  over(): void
}

/** An event that was on so many sockets in a row when they died is taken to be what kills them. */
const MOST_DEATHS = 5

export function createSuspicion({ sent, giveUp }: Pick<Outbox<never>, 'sent' | 'giveUp'>): Suspicion {
  /** The oldest event that was not received when the last sockets died, and how many did. */
  let suspect = 0
  let deaths = 0
  let wasFault = false

  return {
    closed(isFault) {
      wasFault = isFault
    },
    rejoined(received) {
      const oldest = received + 1
      if (oldest > sent()) return
      deaths = suspect === oldest ? deaths + 1 : 1
      suspect = oldest
      if (!wasFault && deaths < MOST_DEATHS) return
      giveUp(oldest)
      suspect = 0
    },
    over() {
      suspect = 0
    },
  }
}
