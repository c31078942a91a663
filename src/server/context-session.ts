import { noSession, sessionOutOfReach } from '../errors/session.ts'
import { NO_SESSION, type Session } from './session.ts'
import type { FieldChange } from './session-change.ts'

/** The session that a request came with, and how it is changed from there. Contexts that are made of one request share it. */
export class ContextSession {
  session: Session
  /** A page that is requested cannot change it; one that is live can, and so can the answer to another request. */
  change: (change: FieldChange) => Promise<void> = outOfReach

  constructor(session: Session) {
    this.session = session
  }
}

/** That of an application without sessions. */
export const WITHOUT_SESSION: ContextSession = Object.freeze(
  Object.assign(new ContextSession(NO_SESSION), { change: none }),
)

async function outOfReach(): Promise<void> {
  throw sessionOutOfReach({})
}

async function none(): Promise<void> {
  throw noSession({})
}
