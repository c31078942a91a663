import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../page/limits.ts'
import type { RootTree } from '../page/root-tree.ts'
import { Window } from './window.ts'

const limits = { ...DEFAULT_LIMITS, windowFrames: 4, windowBytes: 100, windowValues: 1000 }
const trees = (root: number): readonly RootTree[] => [
  { root, node: { kind: 'component', owner: {}, content: root, site: null } },
]

describe('the window', () => {
  test('holds the trees of every version that a browser may be looking at', () => {
    const window = filled(3)
    expect([0, 1, 2, 3, 4].map((seen) => window.treesAt(seen)?.[0]?.root)).toEqual([0, 1, 2, 3, undefined])
    window.acknowledge(2)
    expect([1, 2, 3].map((seen) => window.treesAt(seen)?.[0]?.root)).toEqual([undefined, 2, 3])
  })

  test('replays what was not received, and nothing that was acknowledged', () => {
    const window = filled(3)
    expect(window.after(1)).toEqual(['frame 2', 'frame 3'])
    window.acknowledge(2)
    expect([window.after(1), window.after(2), window.after(4)]).toEqual([undefined, ['frame 3'], undefined])
  })

  test('refuses acknowledgements of what was not sent, and those that go back', () => {
    const window = filled(3)
    expect(window.acknowledge(4)).toBe(false)
    expect(window.acknowledge(2)).toBe(true)
    expect(window.acknowledge(1)).toBe(false)
    expect(window.acknowledged).toBe(2)
  })

  test('is full by frames, by bytes or by held values, until something is acknowledged', () => {
    const byFrames = filled(4)
    expect(byFrames.full).toBe(true)
    byFrames.acknowledge(1)
    expect(byFrames.full).toBe(false)

    const byBytes = new Window(limits, trees(0))
    byBytes.push('x'.repeat(100), { trees: trees(1), cause: 0, values: 0 })
    expect(byBytes.full).toBe(true)

    const byValues = new Window(limits, trees(0))
    byValues.push('', { trees: trees(1), cause: 0, values: 1000 })
    expect(byValues.full).toBe(true)
    byValues.acknowledge(1)
    expect(byValues.full).toBe(false)
  })

  test('remembers the newest event that made any of its frames', () => {
    const window = filled(1)
    window.push('', { trees: trees(2), cause: 7, values: 0 })
    window.push('', { trees: trees(3), cause: 5, values: 0 })
    expect(window.cause).toBe(7)
    window.acknowledge(2)
    expect(window.cause).toBe(5)
  })

  test('asks for an acknowledgement once, when half of it is used', () => {
    const window = filled(1)
    expect(window.askNow()).toBe(false)
    window.push('frame 2', { trees: trees(2), cause: 0, values: 0 })
    expect([window.askNow(), window.askNow()]).toEqual([true, false])
  })
})

function filled(frames: number): Window {
  const window = new Window(limits, trees(0))
  for (let number = 1; number <= frames; number++)
    window.push(`frame ${number}`, { trees: trees(number), cause: 0, values: 0 })
  return window
}
