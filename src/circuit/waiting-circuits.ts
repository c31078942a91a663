import type { Limits } from '../page/limits.ts'
import { Holdings } from './holdings.ts'

/** A circuit that may wait for its browser. */
export interface WaitingCircuit {
  readonly identity: { readonly visitor: string; readonly address: string | null }
  /** Changes with all that may change what it holds. */
  readonly changes: number
  /** When it lost its socket. */
  readonly waitingSince: number
  /** What it holds, roughly, in bytes. */
  estimateBytes(): number
  end(): void
}

/** Of those that have changed, so many are estimated anew in one sweep. */
const ESTIMATES_A_SWEEP = 200

/**
 * The circuits that have lost their socket. What they hold is kept within bounds, in all, for each visitor
 * and, as anybody can be any number of visitors, for each address: when one is reached, the circuit of them that has waited longest ends. Each is estimated when it begins to wait, and
 * again only when something has happened in it.
 */
export class WaitingCircuits<Circuit extends WaitingCircuit> {
  readonly #limits: Limits
  readonly #holdings = new Holdings<Circuit>()
  /** Of each circuit its `changes` when it was estimated. */
  readonly #estimated = new Map<Circuit, number>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get bytes(): number {
    return this.#holdings.bytes
  }

  /** It has lost its socket. */
  add(circuit: Circuit): void {
    this.#estimated.set(circuit, circuit.changes)
    const { visitor, address } = circuit.identity
    this.#holdings.add(circuit, address === null ? [visitor] : [visitor, address], circuit.estimateBytes())
    this.#shrink(circuit)
  }

  /** It has a socket again, or has ended. */
  remove(circuit: Circuit): void {
    this.#estimated.delete(circuit)
    this.#holdings.remove(circuit)
  }

  /** Whether a circuit of this visitor waits. */
  hasOf(visitor: string): boolean {
    return this.#holdings.oldestOf(visitor) !== undefined
  }

  /** Ends the circuit of this visitor that has waited longest. */
  endOldestOf(visitor: string): void {
    const oldest = this.#holdings.oldestOf(visitor)
    if (oldest) this.#end(oldest)
  }

  /** Ends those whose time is over, and estimates those anew that have gone on working. */
  sweep(now: number): void {
    for (const circuit of this.#holdings.keys()) {
      if (now - circuit.waitingSince < this.#limits.grace) break
      this.#end(circuit)
    }
    this.#estimate()
  }

  #estimate(): void {
    let left = ESTIMATES_A_SWEEP
    for (const [circuit, changes] of this.#estimated) {
      if (circuit.changes === changes) continue
      if (left-- === 0) return
      // Those that were estimated come last in the next sweep.
      this.#estimated.delete(circuit)
      this.#estimated.set(circuit, circuit.changes)
      this.#holdings.change(circuit, circuit.estimateBytes())
      this.#shrink(circuit)
    }
  }

  #shrink({ identity: { visitor, address } }: Circuit): void {
    const { waitingBytes, waitingBytesPerVisitor, waitingBytesPerAddress } = this.#limits
    this.#shrinkOwner(visitor, waitingBytesPerVisitor)
    if (address !== null) this.#shrinkOwner(address, waitingBytesPerAddress)
    for (const oldest of this.#holdings.keys()) {
      if (this.#holdings.bytes <= waitingBytes) break
      this.#end(oldest)
    }
  }

  #shrinkOwner(owner: string, most: number): void {
    while (this.#holdings.bytesOf(owner) > most) {
      const oldest = this.#holdings.oldestOf(owner)
      if (oldest === undefined) break
      this.#end(oldest)
    }
  }

  #end(circuit: Circuit): void {
    this.remove(circuit)
    circuit.end()
  }
}
