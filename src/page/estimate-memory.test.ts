import { describe, expect, test } from 'vitest'
import { estimateMemory } from './estimate-memory.ts'

const MEGABYTE = 1024 * 1024

describe('an estimate of memory', () => {
  test('counts what an object of an own class shows', () => {
    class Cache {
      readonly text = 'x'.repeat(MEGABYTE)
    }
    expect(estimateMemory({ cache: new Cache() })).toBeGreaterThan(MEGABYTE)
  })

  test('gives what shows nothing a fixed high price', () => {
    class Hidden {
      readonly #text = 'x'
      get length(): number {
        return this.#text.length
      }
    }
    expect(estimateMemory(new Hidden())).toBeGreaterThanOrEqual(MEGABYTE)
    expect(estimateMemory(Proxy.revocable({}, {}))).toBeLessThan(MEGABYTE)
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(estimateMemory([proxy])).toBeGreaterThanOrEqual(MEGABYTE)
  })

  test('is near the truth for lists of lists, of which it looks at a few', () => {
    let looked = 0
    const watched = (): unknown[] =>
      new Proxy(
        Array.from({ length: 1000 }, () => 'x'.repeat(84)),
        {
          get: (target, key) => {
            if (key !== 'length') looked++
            return Reflect.get(target, key) as unknown
          },
        },
      )
    const bytes = estimateMemory(Array.from({ length: 1000 }, watched))
    expect(bytes).toBeGreaterThan(80 * 1000 * 1000)
    expect(bytes).toBeLessThan(200 * 1000 * 1000)
    expect(looked).toBeLessThan(1000)
  })

  test('counts what two fields share once, and ends for what leads to itself', () => {
    const shared: { text: string; self?: unknown } = { text: 'x'.repeat(MEGABYTE) }
    shared.self = shared
    expect(estimateMemory({ one: shared, other: shared })).toBeLessThan(1.1 * MEGABYTE)
  })

  test('calls no getter', () => {
    let calls = 0
    const value = {
      get computed(): number {
        return ++calls
      },
    }
    estimateMemory(value)
    expect(calls).toBe(0)
  })
})
