import { describe, expect, test } from 'vitest'
import { createMemoryPubSub } from './memory.ts'
import type { TopicListener } from './pubsub.ts'

describe('pub/sub in memory', () => {
  test('tells every subscriber of the topic and nobody else', () => {
    const pubsub = createMemoryPubSub()
    const heard = [listen(), listen(), listen()] as const
    pubsub.subscribe('a', null, heard[0])
    pubsub.subscribe('a', null, heard[1])
    pubsub.subscribe('b', null, heard[2])
    pubsub.publish('a', 'hello')
    expect(heard.map((each) => each.log)).toEqual([['1 hello'], ['1 hello'], []])
  })

  test('replays what was published after the recorded position, in order, once', () => {
    const pubsub = createMemoryPubSub()
    pubsub.publish('a', 'before')
    const from = pubsub.position()
    pubsub.publish('a', 'between')
    pubsub.publish('b', 'other')
    const heard = listen()
    pubsub.subscribe('a', from, heard)
    pubsub.publish('a', 'after')
    expect(heard.log).toEqual(['2 between', '4 after'])
  })

  test('tells a gap when the messages after the position are not held any more', () => {
    const pubsub = createMemoryPubSub({ held: 2 })
    const from = pubsub.position()
    for (const text of ['one', 'two', 'three']) pubsub.publish('a', text)
    const heard = listen()
    pubsub.subscribe('a', from, heard)
    pubsub.publish('a', 'four')
    expect(heard.log).toEqual(['gap', '4 four'])
  })

  test('is silent after unsubscribing, also while a message is being told', () => {
    const pubsub = createMemoryPubSub()
    const heard = listen()
    let leave = (): void => {}
    pubsub.subscribe('a', null, { message: () => leave(), gap() {} })
    leave = pubsub.subscribe('a', null, heard)
    pubsub.publish('a', 'one')
    pubsub.publish('a', 'two')
    expect(heard.log).toEqual([])
  })
})

function listen(): TopicListener & { log: string[] } {
  const log: string[] = []
  return {
    log,
    message: (data, position) => log.push(`${position} ${String(data)}`),
    gap: () => log.push('gap'),
  }
}
