import type { Page } from '../page/page.ts'
import type { Context } from '../view/context.ts'
import type { Groups } from './groups.ts'
import type { CircuitIdentity } from './identity.ts'
import type { CircuitServices } from './services.ts'
import type { CircuitSocket } from './socket.ts'
import type { WaitingCircuit } from './waiting-circuits.ts'

/** What a circuit needs of those who keep it. */
export interface CircuitOptions {
  readonly identity: CircuitIdentity
  readonly page: Page
  /** Whether its trees show what the HTML in the browser shows. */
  readonly sameHtml: boolean
  readonly services: CircuitServices
  readonly groups: Groups
  /** Hashes of templates that the browser has. */
  readonly knownTemplates: readonly string[]
  readonly waiting: WaitingList
  /** Called once, when it has ended. */
  readonly ended: (identity: CircuitIdentity) => void
}

/** A socket that joins or rejoins. */
export interface Arrival {
  readonly socket: CircuitSocket
  /** The request that opened it. */
  readonly context: Context
  /** The count of sockets on which the document has spoken. */
  readonly attempt: number
}

/** Where a circuit adds itself when it has lost its socket, and removes itself when it has one or ends. */
interface WaitingList {
  add(circuit: WaitingCircuit): void
  remove(circuit: WaitingCircuit): void
}
