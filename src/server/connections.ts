import type { LiveSocket } from '../circuit/socket.ts'
import { Connection, type ConnectionParts, type SocketHandler } from './connection.ts'
import type { Incoming } from './incoming.ts'

/** How often what is over time is looked for. One timer serves all sockets and circuits. */
const SWEEP_EVERY = 5_000

/** All sockets of a process. */
export class Connections {
  readonly #parts: ConnectionParts
  readonly #standing = new Set<Connection>()
  #cancelSweep: (() => void) | null = null
  #closed = false

  constructor(parts: Omit<ConnectionParts, 'closed'>) {
    this.#parts = { ...parts, closed: (connection) => this.#standing.delete(connection) }
  }

  /** Whether there is room: sockets without a circuit are bounded too. */
  get mayOpen(): boolean {
    return !this.#closed && this.#standing.size < this.#parts.limits.circuits * 2
  }

  open(socket: LiveSocket, incoming: Incoming): SocketHandler {
    const connection = new Connection(this.#parts, socket, incoming)
    this.#standing.add(connection)
    this.watch()
    return connection
  }

  /** Sweeps from now on, until there is nothing left that could be over time. */
  watch(): void {
    this.#cancelSweep ??= this.#parts.services.clock.after(SWEEP_EVERY, () => {
      this.#cancelSweep = null
      this.#sweep()
      const { circuits } = this.#parts
      if (this.#standing.size + circuits.size + circuits.parking.size > 0) this.watch()
    })
  }

  /** Closes every line: browsers come back to the next process. */
  close(): void {
    this.#closed = true
    this.#cancelSweep?.()
    this.#cancelSweep = null
    for (const connection of this.#standing) connection.restart()
  }

  #sweep(): void {
    const now = this.#parts.services.clock.now()
    for (const connection of this.#standing) connection.sweep(now)
    this.#parts.circuits.sweep()
  }
}
