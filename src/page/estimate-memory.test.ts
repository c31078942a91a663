import { describe, expect, test } from 'vitest'
import { html } from '../template/html.ts'
import { buildChild } from '../template/tree/build.ts'
import { estimateMemory, MemoryEstimate } from './estimate-memory.ts'

const MEGABYTE = 1024 * 1024
const context = { host: null, development: false, warn() {} }

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

  test('counts two bytes for a character where a text has one beyond Latin-1', () => {
    expect(estimateMemory('é'.repeat(MEGABYTE))).toBeLessThan(1.1 * MEGABYTE)
    expect(estimateMemory('ж'.repeat(MEGABYTE))).toBeGreaterThan(1.9 * MEGABYTE)
    expect(estimateMemory(`${'é'.repeat(4_000)}ж`)).toBeGreaterThan(7_900)
  })

  test.each([0, 77, 640, 999])(
    'finds a long text in a list of 1,000, at place %i, and counts it once',
    (place) => {
      const textAt = (index: number): string => (index === place ? 'x'.repeat(10 * MEGABYTE) : 'short')
      const list = (member: (index: number) => unknown): unknown[] =>
        Array.from({ length: 1000 }, (_, n) => member(n))
      for (const value of [
        list(textAt),
        list((index) => ({ title: 'x', body: textAt(index) })),
        new Map(list((index) => [index, textAt(index)]) as [number, string][]),
      ]) {
        expect(estimateMemory(value)).toBeGreaterThan(10 * MEGABYTE)
        expect(estimateMemory(value)).toBeLessThan(11 * MEGABYTE)
      }
      const rows = buildChild(
        list((index) => html`<li>${textAt(index)}</li>`),
        null,
        context,
      )
      expect(new MemoryEstimate().tree(rows)).toBeGreaterThan(10 * MEGABYTE)
      expect(new MemoryEstimate().tree(rows)).toBeLessThan(11 * MEGABYTE)
    },
  )

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
    estimateMemory(
      Array.from({ length: 100 }, () => ({
        ...Object.create(null),
        get computed() {
          return ++calls
        },
      })),
    )
    expect(calls).toBe(0)
  })
})
