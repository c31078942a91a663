import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../page/limits.ts'
import { WaitingCircuits, type WaitingCircuit } from './waiting-circuits.ts'

const LIMITS = {
  ...DEFAULT_LIMITS,
  waitingBytes: 1_000,
  waitingBytesPerVisitor: 400,
  waitingBytesPerAddress: 600,
  grace: 100,
}

class Waiter implements WaitingCircuit {
  readonly identity: { readonly visitor: string; readonly address: string | null }
  bytes: number
  changes = 0
  waitingSince = 0
  estimates = 0
  ended = false

  constructor(visitor: string, bytes: number, address: string | null = null) {
    this.identity = { visitor, address }
    this.bytes = bytes
  }

  estimateBytes(): number {
    this.estimates++
    return this.bytes
  }

  end(): void {
    this.ended = true
  }
}

describe('circuits that wait for their browsers', () => {
  test('of one visitor end, longest wait first, when they hold more than is kept for one', () => {
    const waiting = new WaitingCircuits<Waiter>(LIMITS)
    const other = new Waiter('other', 300)
    const mine = [150, 150, 150].map((bytes) => new Waiter('me', bytes))
    for (const circuit of [other, ...mine]) waiting.add(circuit)
    expect([other, ...mine].map(({ ended }) => ended)).toEqual([false, true, false, false])
    expect(waiting.bytes).toBe(600)
  })

  test('of one address end, longest wait first, whatever visitors they are, and none of another address', () => {
    const waiting = new WaitingCircuits<Waiter>(LIMITS)
    const honest = new Waiter('honest', 300, '10.0.0.1')
    const invented = ['a', 'b', 'c', 'd', 'e'].map((visitor) => new Waiter(visitor, 300, '10.0.0.2'))
    for (const circuit of [honest, ...invented]) waiting.add(circuit)
    expect([honest, ...invented].map(({ ended }) => ended)).toEqual([false, true, true, true, false, false])
  })

  test('of all visitors end, longest wait first, when they hold more than is kept in all', () => {
    const waiting = new WaitingCircuits<Waiter>(LIMITS)
    const circuits = ['a', 'b', 'c', 'd'].map((visitor) => new Waiter(visitor, 300))
    for (const circuit of circuits) waiting.add(circuit)
    expect(circuits.map(({ ended }) => ended)).toEqual([true, false, false, false])
  })

  test('are estimated once, and again only when something has happened in them', () => {
    const waiting = new WaitingCircuits<Waiter>(LIMITS)
    const quiet = new Waiter('a', 100)
    const busy = new Waiter('b', 100)
    for (const circuit of [quiet, busy]) waiting.add(circuit)
    busy.changes++
    busy.bytes = 401
    for (let sweep = 0; sweep < 5; sweep++) waiting.sweep(0)
    expect([quiet.estimates, busy.estimates, busy.ended]).toEqual([1, 2, true])
  })

  test('are estimated a bounded number at a time, and each has its turn', () => {
    const waiting = new WaitingCircuits<Waiter>({ ...LIMITS, waitingBytes: 1e9 })
    const circuits = Array.from({ length: 500 }, (_, index) => new Waiter(String(index), 1))
    for (const circuit of circuits) waiting.add(circuit)
    const estimates = (): number => circuits.reduce((sum, each) => sum + each.estimates, -500)
    const sweeps = [200, 400, 600].map((expected) => {
      for (const circuit of circuits) circuit.changes++
      waiting.sweep(0)
      return estimates() === expected
    })
    expect(sweeps).toEqual([true, true, true])
    expect(circuits.every((each) => each.estimates > 1)).toBe(true)
  })

  test('end when their time is over, and no sooner', () => {
    const waiting = new WaitingCircuits<Waiter>(LIMITS)
    const early = new Waiter('a', 1)
    const late = new Waiter('b', 1)
    late.waitingSince = 50
    for (const circuit of [early, late]) waiting.add(circuit)
    waiting.sweep(99)
    expect(early.ended).toBe(false)
    waiting.sweep(100)
    expect([early.ended, late.ended, waiting.bytes]).toEqual([true, false, 1])
  })
})
