import { describe, expect, test } from 'vitest'
import type { Overlap } from '../view/on.ts'
import { defaultOverlap, EventQueues } from './event-queues.ts'

describe('lanes', () => {
  test('queue runs one after another, in order', () => {
    const { enter, log, finish } = lanes()
    for (const name of ['a', 'b', 'c']) enter(name, 'queue')
    expect(log).toEqual(['start a'])
    finish('a')
    finish('b')
    finish('c')
    expect(log).toEqual(['start a', 'start b', 'start c'])
  })

  test('latest keeps only the newest of those that wait and refuses the others', () => {
    const { enter, log, finish } = lanes()
    for (const name of ['a', 'b', 'c', 'd']) enter(name, 'latest')
    finish('a')
    expect(log).toEqual(['start a', 'b superseded', 'c superseded', 'start d'])
  })

  test('drop refuses while one runs', () => {
    const { enter, log, finish } = lanes()
    enter('a', 'drop')
    enter('b', 'drop')
    finish('a')
    enter('c', 'drop')
    expect(log).toEqual(['start a', 'b dropped', 'start c'])
  })

  test('allow runs side by side', () => {
    const { enter, log } = lanes()
    enter('a', 'allow')
    enter('b', 'allow')
    expect(log).toEqual(['start a', 'start b'])
  })

  test('lanes of different parts do not wait for each other', () => {
    const { enter, log } = lanes()
    enter('a', 'queue', '0.1')
    enter('b', 'queue', '0.2')
    expect(log).toEqual(['start a', 'start b'])
  })

  test('a lane is spent for who has not seen the frame that told how its last run ended', () => {
    const { lane, enter, finish } = lanes(7)
    enter('a', 'drop')
    finish('a')
    expect([lane.spent('lane', 7), lane.spent('lane', 8)]).toEqual([true, false])
    lane.acknowledged(8)
    expect(lane.spent('lane', 0)).toBe(false)
  })

  test('counts what waits', () => {
    const { lane, enter, finish } = lanes()
    for (const name of ['a', 'b', 'c']) enter(name, 'queue')
    expect(lane.waiting).toBe(2)
    finish('a')
    expect(lane.waiting).toBe(1)
  })

  test('clicks queue, typing keeps the latest, a submit drops', () => {
    expect(['click', 'input', 'change', 'scroll', 'submit'].map(defaultOverlap)).toEqual([
      'queue',
      'latest',
      'latest',
      'latest',
      'drop',
    ])
  })
})

function lanes(position: number = 0) {
  const lane = new EventQueues()
  const log: string[] = []
  const running = new Map<string, () => void>()
  function enter(name: string, overlap: Overlap, on: string = 'lane'): void {
    const job = {
      start() {
        log.push(`start ${name}`)
        running.set(name, () => lane.left(on, position + 1))
      },
      refuse: (code: string) => void log.push(`${name} ${code}`),
    }
    lane.enter(on, overlap, job)
  }
  return { lane, log, enter, finish: (name: string) => running.get(name)?.() }
}
