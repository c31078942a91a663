import type { Circuit } from './circuit.ts'

/** The circuits of each visitor. */
export class VisitorCircuits {
  readonly #byVisitor = new Map<string, Set<Circuit>>()

  add(circuit: Circuit): void {
    const { visitor } = circuit.identity
    const circuits = this.#byVisitor.get(visitor)
    if (circuits) circuits.add(circuit)
    else this.#byVisitor.set(visitor, new Set([circuit]))
  }

  remove(circuit: Circuit): void {
    const { visitor } = circuit.identity
    const circuits = this.#byVisitor.get(visitor)
    if (circuits?.delete(circuit) && circuits.size === 0) this.#byVisitor.delete(visitor)
  }

  /** Those of now: they may end while they are looked at. */
  of(visitor: string): readonly Circuit[] {
    return [...(this.#byVisitor.get(visitor) ?? [])]
  }
}
