import type { Circuits } from '../circuit/circuits.ts'
import type { Clock } from '../page/services.ts'
import { CLOSE_CODES } from '../protocol/messages.ts'
import type { Topics } from '../pubsub/topics.ts'
import { sessionOf } from './context.ts'

/** A login that is over: somebody logged out, or somebody else has logged in. */
export interface EndedLogin {
  /** Of its session. */
  readonly id: string
  readonly visitor: string
  /** The circuit that has asked for it, and goes on. */
  readonly except: string | null
  /** How long its pages go on, in milliseconds. */
  readonly after: number
}

export interface EndedSessionsOptions {
  readonly circuits: Circuits
  readonly topics: Topics
  readonly clock: Clock
}

const TOPIC = 'overwire:ended-sessions'
/** So many are remembered: the oldest are forgotten first. */
const MOST = 100_000

/**
 * The logins that are over. Their sessions do not open again, though a browser may still send them, and the pages that
 * their visitors have open are loaded again. All processes that share the bus know of it, each for as long as it lives.
 */
export class EndedSessions {
  readonly #options: EndedSessionsOptions
  readonly #ids = new Set<string>()

  constructor(options: EndedSessionsOptions) {
    this.#options = options
    options.topics.subscribe(TOPIC, null, {
      // Nothing but `end` below sends to this topic.
      message: (login) => this.#take(login as EndedLogin),
      gap() {
        // Pages of these logins find out when they come back.
      },
    })
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  /** Ends a login everywhere. */
  end(login: EndedLogin): void {
    // This process does not wait for the bus.
    this.#take(login)
    void this.#options.topics.publish(TOPIC, login)
  }

  #take(login: EndedLogin): void {
    if (this.#ids.has(login.id)) return
    this.#ids.add(login.id)
    // A set keeps the order of insertion.
    const [oldest] = this.#ids.size > MOST ? this.#ids : []
    if (oldest !== undefined) this.#ids.delete(oldest)
    if (login.after === 0) this.#endPages(login)
    else this.#options.clock.after(login.after, () => this.#endPages(login))
  }

  #endPages({ id, visitor, except }: EndedLogin): void {
    for (const circuit of this.#options.circuits.ofVisitor(visitor)) {
      const isOfLogin = sessionOf(circuit.context).session.record?.id === id
      if (isOfLogin && circuit.id !== except) circuit.end(CLOSE_CODES.login, 'login')
    }
  }
}
