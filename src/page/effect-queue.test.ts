import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { EffectQueue, type QueuedEffect } from './effect-queue.ts'

const LIMITS = { queuedEffects: Infinity, queuedEffectBytes: Infinity }

class Effect implements QueuedEffect {
  readonly event: number
  readonly size: number
  ready = true

  constructor(event: number, size: number = 100) {
    this.event = event
    this.size = size
  }

  encode(): string {
    return `${this.event}`
  }
}

afterEach(() => void vi.restoreAllMocks())

test('effects go out in order, each once, whatever waits between', () => {
  const step = fc.record({
    kind: fc.constantFrom('push', 'take', 'wait', 'ready'),
    size: fc.constantFrom(10, 20_000, 70_000),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const queue = new EffectQueue(LIMITS)
      const waiting: Effect[] = []
      let pushed = 0
      for (const { kind, size } of steps) {
        if (kind === 'take') {
          const taken = queue.take()
          expect(taken).toEqual(waiting.splice(0, taken.length))
          expect(taken.every(({ ready }) => ready)).toBe(true)
          expect(taken.length > 0).toBe(taken.length > 0 || (waiting[0]?.ready ?? false))
        } else if (kind === 'ready') for (const effect of waiting) effect.ready = true
        else {
          const effect = new Effect(++pushed, size)
          effect.ready = kind === 'push'
          queue.push(effect)
          waiting.push(effect)
        }
        expect(queue.size).toBe(waiting.length)
        expect(queue.bytes).toBe(waiting.reduce((sum, each) => sum + each.size, 0))
        expect(queue.due).toBe(waiting[0]?.ready ?? false)
      }
    }),
  )
})

test('10,000 effects that wait are not copied for each that comes or goes', () => {
  let copied = 0
  const count = (result: readonly unknown[]): void => void (copied += result.length)
  for (const name of ['concat', 'slice'] as const) {
    const original = Array.prototype[name]
    vi.spyOn(Array.prototype, name).mockImplementation(function (this: unknown[], ...args: unknown[]) {
      const result = Reflect.apply(original, this, args) as unknown[]
      count(result)
      return result
    })
  }
  const queue = new EffectQueue(LIMITS)
  for (let event = 1; event <= 10_000; event++) queue.push(new Effect(event))
  let taken = 0
  while (queue.size > 0) taken += queue.take().length
  vi.restoreAllMocks()
  expect(taken).toBe(10_000)
  expect(copied).toBeLessThan(30_000)
})
