import { expect, test } from 'vitest'
import { EffectQueue, type QueuedEffect } from './effect-queue.ts'

class Effect implements QueuedEffect {
  readonly event = 1
  readonly size: number
  ready: boolean
  discarded = 0

  constructor({ ready = true, size = 10 }: { readonly ready?: boolean; readonly size?: number } = {}) {
    this.ready = ready
    this.size = size
  }

  encode(): string {
    return ''
  }

  discard(): void {
    this.discarded++
  }
}

function queueOf(limits: { queuedEffects?: number; queuedEffectBytes?: number } = {}) {
  const queue = new EffectQueue({ queuedEffects: 10_000, queuedEffectBytes: 1e6, ...limits })
  const notes: string[] = []
  queue.listener = {
    queued: () => notes.push('queued'),
    overflow: (count) => notes.push(`overflow ${count}`),
  }
  return { queue, notes }
}

test('a batch goes out in one frame when all of it is ready, what stands before included, and the rest waits behind', () => {
  const { queue } = queueOf()
  const [first, mount, last, behind] = [
    new Effect(),
    new Effect({ ready: false }),
    new Effect(),
    new Effect(),
  ]
  queue.batch(() => {
    queue.push(first)
    queue.batch(() => [mount, last].forEach((effect) => queue.push(effect)))
  })
  queue.push(behind)
  expect([queue.due, queue.take(), queue.bytes]).toEqual([false, [], 40])
  mount.ready = true
  expect(queue.take()).toEqual([first, mount, last, behind])
  expect([queue.size, queue.bytes]).toEqual([0, 0])
})

test('a batch goes out in one frame when it is larger than what a frame takes', () => {
  const { queue } = queueOf()
  const before = new Effect({ size: 40_000 })
  const batch = [40_000, 40_000, 40_000].map((size) => new Effect({ size }))
  const behind = new Effect()
  queue.push(before)
  queue.batch(() => batch.forEach((effect) => queue.push(effect)))
  queue.push(behind)
  expect([queue.size, queue.bytes]).toEqual([5, 160_010])
  expect(queue.take()).toEqual([before, ...batch])
  expect([queue.size, queue.bytes]).toEqual([1, 10])
  expect(queue.take()).toEqual([behind])
})

test('a batch counts for the limits with all that is in it', () => {
  const { queue, notes } = queueOf({ queuedEffects: 2 })
  queue.batch(() => [1, 2, 3].forEach(() => queue.push(new Effect())))
  expect(notes).toEqual(['overflow 3'])
})

test('a batch that throws sends nothing of it, and discards each', () => {
  const { queue } = queueOf()
  const [before, thrown] = [new Effect(), new Effect({ ready: false })]
  queue.push(before)
  expect(() =>
    queue.batch(() => {
      queue.push(thrown)
      throw new Error('mine')
    }),
  ).toThrow('mine')
  const after = new Effect()
  queue.push(after)
  expect(queue.take()).toEqual([before, after])
  expect([before.discarded, thrown.discarded]).toEqual([0, 1])
})

test.each([
  ['number', { queuedEffects: 2 }],
  ['bytes', { queuedEffectBytes: 25 }],
])('more than the limit of their %s is told with their count', (_, limits) => {
  const { queue, notes } = queueOf(limits)
  for (let n = 0; n < 3; n++) queue.push(new Effect())
  expect(notes).toEqual(['queued', 'queued', 'overflow 3'])
})

test('a frame takes effects until it is full, and the others go out with the next', () => {
  const { queue } = queueOf()
  const effects = [40_000, 40_000, 10].map((size) => new Effect({ size }))
  for (const effect of effects) queue.push(effect)
  expect([queue.take(), queue.take()]).toEqual([effects.slice(0, 2), effects.slice(2)])
})

test('a queue that is closed holds nothing and takes nothing', () => {
  const { queue, notes } = queueOf()
  queue.push(new Effect())
  queue.close()
  queue.push(new Effect())
  queue.batch(() => queue.push(new Effect({ ready: false })))
  expect([queue.size, queue.bytes, queue.due, queue.take(), notes]).toEqual([0, 0, false, [], ['queued']])
})
