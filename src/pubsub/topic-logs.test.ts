import { describe, expect, test } from 'vitest'
import { TopicLogs } from './topic-logs.ts'

describe('the logs of topics', () => {
  test('keep within their bytes while one topic is published to without end', () => {
    const logs = new TopicLogs({ total: 1_000_000, perTopic: 100_000 })
    for (let n = 0; n < 10_000; n++) logs.add('busy', 'x'.repeat(500))
    expect(logs.bytes).toBeLessThanOrEqual(100_000)
  })

  test('keep within their bytes while ever new topics are published to', () => {
    const logs = new TopicLogs({ total: 1_000_000, perTopic: 100_000 })
    for (let n = 0; n < 10_000; n++) logs.add(`topic ${n}`, 'x'.repeat(500))
    expect(logs.bytes).toBeLessThanOrEqual(1_000_000)
  })

  test('of a quiet topic lose nothing to a busy one', () => {
    const logs = new TopicLogs({ total: 1_000_000, perTopic: 100_000 })
    const { number } = logs.add('quiet', 'first')
    logs.add('quiet', 'second')
    for (let n = 0; n < 10_000; n++) logs.add('busy', 'x'.repeat(500))
    expect(logs.after('quiet', number)?.map(({ text }) => text)).toEqual(['second'])
  })

  test('know that messages of a topic are lost, also when none of the topic is left', () => {
    const logs = new TopicLogs({ total: 2_000, perTopic: 1_000 })
    const { number } = logs.add('a', 'x')
    logs.add('a', 'y')
    for (let n = 0; n < 100; n++) logs.add(`other ${n}`, 'x'.repeat(100))
    expect(logs.after('a', number)).toBeNull()
    logs.add('a', 'z')
    expect(logs.after('a', number)).toBeNull()
    expect(logs.after('a', logs.last)).toEqual([])
  })

  test('drop a message that is larger than all that is kept', () => {
    const logs = new TopicLogs({ total: 2_000, perTopic: 1_000 })
    logs.add('a', 'x'.repeat(10_000))
    expect(logs.bytes).toBe(0)
    expect(logs.after('a', 0)).toBeNull()
  })
})
