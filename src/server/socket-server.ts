import type { Circuits } from '../circuit/circuits.ts'
import type { LiveSocket } from '../circuit/socket.ts'
import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import { Connection, visitorOrAddress, type ConnectionHost, type SocketHandler } from './connection.ts'
import type { Handshake } from './handshake.ts'
import type { Incoming } from './incoming.ts'
import type { Logger } from './logger.ts'

export interface SocketServerOptions {
  readonly circuits: Circuits
  readonly handshake: Handshake
  readonly clock: Clock
  readonly limits: Limits
  readonly logger: Logger
  report(error: unknown, where: string): void
}

/** How often connections and circuits are looked at that may have run out of time. One timer serves them all. */
const SWEEP_EVERY = 5_000

/** Of the circuits that a process may have, so many may be asked for at one time. */
const UNJOINED_SHARE = 0.2

/** All sockets of a process. */
export class SocketServer {
  readonly #options: SocketServerOptions
  readonly #host: ConnectionHost
  readonly #connections = new Set<Connection>()
  /** How many of them ask for a circuit or still have to, by visitor. */
  readonly #unjoined = new Map<string, number>()
  #unjoinedTotal = 0
  #cancelSweep: (() => void) | null = null
  #state: 'open' | 'closed' = 'open'

  constructor(options: SocketServerOptions) {
    this.#options = options
    this.#host = {
      ...options,
      joined: (visitor) => this.#count(visitor, -1),
      closed: (connection) => void this.#connections.delete(connection),
    }
  }

  /** Whether there is room: sockets that have no circuit are bounded too, of each visitor and in total. */
  mayOpen(incoming: Incoming): boolean {
    const { circuits, circuitsPerVisitor } = this.#options.limits
    return (
      this.#state === 'open' &&
      this.#connections.size < circuits * 2 &&
      this.#unjoinedTotal < circuits * UNJOINED_SHARE &&
      (this.#unjoined.get(visitorOrAddress(incoming)) ?? 0) < circuitsPerVisitor
    )
  }

  open(socket: LiveSocket, incoming: Incoming): SocketHandler {
    const connection = new Connection(this.#host, socket, incoming)
    this.#count(connection.visitor, 1)
    this.#connections.add(connection)
    this.watch()
    return connection
  }

  /** Sweeps from now on, until nothing is left that could run out of time. */
  watch(): void {
    this.#cancelSweep ??= this.#options.clock.after(SWEEP_EVERY, () => {
      this.#cancelSweep = null
      this.#sweep()
      const { circuits } = this.#options
      if (this.#connections.size + circuits.size + circuits.parking.size > 0) this.watch()
    })
  }

  /** The process is about to end: browsers that come are to go to another. */
  refuseMore(): void {
    this.#state = 'closed'
  }

  /** Closes all sockets: browsers come back to another process. */
  close(): void {
    this.#state = 'closed'
    this.#cancelSweep?.()
    this.#cancelSweep = null
    for (const connection of this.#connections) connection.restart()
  }

  #count(visitor: string, change: 1 | -1): void {
    const count = (this.#unjoined.get(visitor) ?? 0) + change
    this.#unjoinedTotal += change
    if (count > 0) this.#unjoined.set(visitor, count)
    else this.#unjoined.delete(visitor)
  }

  #sweep(): void {
    const now = this.#options.clock.now()
    for (const connection of this.#connections) connection.sweep(now)
    this.#options.circuits.sweep()
  }
}
