import { describe, expect, test } from 'vitest'
import type { Overlap } from '../view/handler-options.ts'
import { defaultOverlap, EventQueues, type EventQueue, type QueueKey } from './event-queues.ts'

describe('event queues', () => {
  test('queue runs one after another, in order', () => {
    const { enter, log, finish } = fixture()
    for (const name of ['a', 'b', 'c']) enter(name, 'queue')
    expect(log).toEqual(['start a'])
    finish('a')
    finish('b')
    finish('c')
    expect(log).toEqual(['start a', 'start b', 'start c'])
  })

  test('latest aborts the one that runs and skips none', () => {
    const { enter, log, finish } = fixture()
    for (const name of ['a', 'b', 'c']) enter(name, 'latest')
    finish('a')
    finish('b')
    expect(log).toEqual(['start a', 'abort a', 'abort a', 'start b', 'start c'])
  })

  test('drop refuses while one runs', () => {
    const { enter, log, finish } = fixture()
    enter('a', 'drop')
    enter('b', 'drop')
    finish('a')
    enter('c', 'drop')
    expect(log).toEqual(['start a', 'drop b', 'start c'])
  })

  test('allow runs side by side', () => {
    const { enter, log } = fixture()
    enter('a', 'allow')
    enter('b', 'allow')
    expect(log).toEqual(['start a', 'start b'])
  })

  test('handlers of different parts, owners, rows and keys do not wait for each other', () => {
    const { enter, log } = fixture()
    const [owner, other, template, list] = [{}, {}, {}, {}]
    const keys: QueueKey[] = [
      [owner, template, 0],
      [owner, template, 1],
      [other, template, 0],
      [owner, list, 3, template, 0],
      [owner, list, 4, template, 0],
      [owner, 'key a', template, 0],
      'key a',
    ]
    keys.forEach((key, index) => enter(String(index), 'queue', key))
    expect(log).toEqual(keys.map((_, index) => `start ${index}`))
  })

  test('a queue is spent for who has not seen the frame that told how its last run ended', () => {
    const { queues, enter, finish } = fixture()
    enter('a', 'drop')
    const queue = finish('a')
    expect(queues.spent('part', 7)).toBe(true)
    queues.told(queue, 8)
    expect([queues.spent('part', 7), queues.spent('part', 8)]).toEqual([true, false])
    queues.acknowledged(8)
    expect(queues.spent('part', 0)).toBe(false)
  })

  test('are kept while they are needed, and a queue that may be spent until its last outcome is seen', () => {
    const { queues, enter, finish } = fixture()
    enter('a', 'queue', 'one')
    enter('b', 'drop', 'two')
    expect(queues.size).toBe(2)
    finish('a')
    queues.told(finish('b'), 3)
    queues.acknowledged(2)
    expect(queues.size).toBe(1)
    queues.acknowledged(3)
    expect(queues.size).toBe(0)
  })

  test('what waited when everything was cleared does not start when what runs ends', () => {
    const { queues, enter, log, finish } = fixture()
    for (const name of ['a', 'b']) enter(name, 'queue')
    queues.clear()
    finish('a')
    expect(log).toEqual(['start a'])
  })

  test('clicks queue, of typing the newest matters, a submit and a drop are not repeated', () => {
    expect(['click', 'input', 'change', 'scroll', 'submit', 'drop'].map(defaultOverlap)).toEqual([
      'queue',
      'latest',
      'latest',
      'latest',
      'drop',
      'drop',
    ])
  })
})

function fixture() {
  const queues = new EventQueues()
  const log: string[] = []
  const running = new Map<string, () => EventQueue>()
  function enter(name: string, overlap: Overlap, key: QueueKey = 'part'): void {
    const job = {
      start(queue: EventQueue) {
        log.push(`start ${name}`)
        running.set(name, () => {
          queues.ended(queue, job)
          return queue
        })
      },
      abort: () => void log.push(`abort ${name}`),
    }
    if (!queues.enter(key, overlap, job)) log.push(`drop ${name}`)
  }
  function finish(name: string): EventQueue {
    const end = running.get(name)
    if (!end) throw new Error(`${name} does not run`)
    return end()
  }
  return { queues, log, enter, finish }
}
