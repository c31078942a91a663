import type { Limits } from '../page/limits.ts'
import type { Circuit } from './circuit.ts'

/** A circuit that waits for its browser, and what it holds. */
interface Waiting {
  readonly circuit: Circuit
  readonly bytes: number
}

/**
 * Keeps what circuits hold that have lost their socket within bounds, in all and for each visitor: the one
 * that has waited longest ends first.
 */
export function endLargestWaits(circuits: Iterable<Circuit>, limits: Limits): void {
  const waiting: Waiting[] = []
  for (const circuit of circuits) {
    if (circuit.state === 'waiting') waiting.push({ circuit, bytes: circuit.estimateBytes() })
  }
  // Those that have waited longest come last, and are not kept where no room is left.
  waiting.sort((one, other) => other.circuit.waitingSince - one.circuit.waitingSince)
  let all = 0
  const byVisitor = new Map<string, number>()
  for (const { circuit, bytes } of waiting) {
    const { visitor } = circuit.identity
    const mine = (byVisitor.get(visitor) ?? 0) + bytes
    if (all + bytes > limits.waitingBytes || mine > limits.waitingBytesPerVisitor) circuit.end()
    else {
      all += bytes
      byVisitor.set(visitor, mine)
    }
  }
}
