import type { ByteBudget } from '../circuit/byte-budget.ts'
import type { Circuits } from '../circuit/circuits.ts'
import type { LiveSocket } from '../circuit/socket.ts'
import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import { Connection, type ConnectionHost, type SocketHandler } from './connection.ts'
import type { ForeignWarnings } from './foreign-warnings.ts'
import type { Handshake } from './handshake.ts'
import type { Incoming } from './incoming.ts'
import { peerOf } from './peer.ts'
import { UnjoinedSockets } from './unjoined-sockets.ts'

export interface SocketServerOptions {
  readonly circuits: Circuits
  readonly handshake: Handshake
  readonly clock: Clock
  readonly limits: Limits
  readonly eventBytes: ByteBudget
  readonly warnings: ForeignWarnings
  report(error: unknown, where: string): void
}

/** How often connections and circuits are looked at that may have run out of time. One timer serves them all. */
const SWEEP_EVERY = 5_000

/** All sockets of a process. */
export class SocketServer {
  readonly #options: SocketServerOptions
  readonly #host: ConnectionHost
  readonly #connections = new Set<Connection>()
  readonly #unjoined: UnjoinedSockets
  #cancelSweep: (() => void) | null = null
  #state: 'open' | 'closed' = 'open'

  constructor(options: SocketServerOptions) {
    this.#options = options
    this.#unjoined = new UnjoinedSockets(options.limits)
    this.#host = {
      ...options,
      joined: (peer) => this.#unjoined.remove(peer),
      closed: (connection) => void this.#connections.delete(connection),
    }
  }

  /** Whether there is room. */
  mayOpen(incoming: Incoming): boolean {
    if (this.#state === 'closed' || this.#connections.size >= this.#options.limits.circuits * 2) return false
    return this.#unjoined.mayOpen(peerOf(incoming))
  }

  open(socket: LiveSocket, incoming: Incoming): SocketHandler {
    const peer = peerOf(incoming)
    const connection = new Connection(this.#host, socket, { incoming, peer })
    this.#unjoined.add(peer)
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

  #sweep(): void {
    const now = this.#options.clock.now()
    for (const connection of this.#connections) connection.sweep(now)
    this.#options.circuits.sweep()
  }
}
