import { describe, expect, test } from 'vitest'
import type { PubSub, TopicListener } from 'overwire'

/** What every pub/sub does: called in a `describe` of its own. `create` makes one whose topics nobody has used. */
export function testPubSub(create: () => PubSub | Promise<PubSub>): void {
  describe('a pub/sub', () => {
    test('delivers a message to every listener of its topic and to nobody else', async () => {
      const pubsub = await create()
      const [first, second, other] = [createLog(), createLog(), createLog()]
      await pubsub.subscribe('a', null, first)
      await pubsub.subscribe('a', null, second)
      await pubsub.subscribe('b', null, other)
      await pubsub.publish('a', 'hello')
      expect([first.log, second.log, other.log]).toEqual([['hello'], ['hello'], []])
    })

    test('has delivered a message when `publish` resolves, and not while it is called', async () => {
      const pubsub = await create()
      const listener = createLog()
      await pubsub.subscribe('a', null, listener)
      const published = pubsub.publish('a', 'hello')
      expect(listener.log).toEqual([])
      await published
      expect(listener.log).toEqual(['hello'])
    })

    test('delivers messages in the order in which they were published', async () => {
      const pubsub = await create()
      const listener = createLog()
      await pubsub.subscribe('a', null, listener)
      await Promise.all(['1', '2', '3'].map((text) => pubsub.publish('a', text)))
      expect(listener.log).toEqual(['1', '2', '3'])
    })

    test('begins at the call of `subscribe` when there is no position', async () => {
      const pubsub = await create()
      const listener = createLog()
      await pubsub.publish('a', 'before')
      const subscribed = pubsub.subscribe('a', null, listener)
      await pubsub.publish('a', 'after')
      await subscribed
      expect(listener.log).toEqual(['after'])
    })

    test('delivers what was published after a position, each message once and in order', async () => {
      const pubsub = await create()
      await pubsub.publish('a', 'before')
      const [from = ''] = await pubsub.positions(['a'])
      await pubsub.publish('a', 'between')
      await pubsub.publish('b', 'other')
      const listener = createLog()
      const underway = pubsub.publish('a', 'at the same time')
      await pubsub.subscribe('a', from, listener)
      await underway
      await pubsub.publish('a', 'after')
      expect(listener.log).toEqual(['between', 'at the same time', 'after'])
    })

    test('gives each topic a position of its own', async () => {
      const pubsub = await create()
      const [a = '', b = ''] = await pubsub.positions(['a', 'b'])
      await pubsub.publish('a', '1')
      await pubsub.publish('b', '2')
      const [first, second] = [createLog(), createLog()]
      await pubsub.subscribe('a', a, first)
      await pubsub.subscribe('b', b, second)
      await pubsub.publish('a', '3')
      await pubsub.publish('b', '4')
      expect([first.log, second.log]).toEqual([
        ['1', '3'],
        ['2', '4'],
      ])
    })

    test('goes on after the position of a message', async () => {
      const pubsub = await create()
      const first = createLog()
      await pubsub.subscribe('a', null, first)
      await pubsub.publish('a', '1')
      await pubsub.publish('a', '2')
      const second = createLog()
      await pubsub.subscribe('a', first.positions[0] ?? '', second)
      await pubsub.publish('a', '3')
      expect(second.log).toEqual(['2', '3'])
    })

    test('reports a gap for a position that it does not know, and goes on', async () => {
      const pubsub = await create()
      await pubsub.publish('a', 'before')
      const listener = createLog()
      await pubsub.subscribe('a', 'of another bus', listener)
      await pubsub.publish('a', 'after')
      expect(listener.log).toEqual(['gap', 'after'])
    })

    test('delivers nothing after the subscription has ended, not even what is under way', async () => {
      const pubsub = await create()
      const listener = createLog()
      const end = await pubsub.subscribe('a', null, listener)
      const underway = pubsub.publish('a', 'one')
      end()
      await underway
      await pubsub.publish('a', 'two')
      expect(listener.log).toEqual([])
    })

    test('does not deliver to a listener whose subscription another listener has ended', async () => {
      const pubsub = await create()
      const listener = createLog()
      let end = (): void => {}
      await pubsub.subscribe('a', null, { message: () => end(), gap() {} })
      end = await pubsub.subscribe('a', null, listener)
      await pubsub.publish('a', 'one')
      expect(listener.log).toEqual([])
    })

    test('keeps the order of messages when a listener publishes', async () => {
      const pubsub = await create()
      const listener = createLog()
      let answered: Promise<void> | undefined
      await pubsub.subscribe('a', null, {
        message: (text) => {
          if (text === 'question') answered = pubsub.publish('a', 'answer')
        },
        gap() {},
      })
      await pubsub.subscribe('a', null, listener)
      await Promise.all([pubsub.publish('a', 'question'), pubsub.publish('a', 'next')])
      await answered
      expect(listener.log).toEqual(['question', 'next', 'answer'])
    })

    test('lets timers run while two listeners answer each other', async () => {
      const pubsub = await create()
      let rounds = 0
      const answer = (topic: string): TopicListener => ({
        message: () => {
          rounds++
          // Later, as an asynchronous listener does.
          void Promise.resolve().then(() => pubsub.publish(topic, 'again'))
        },
        gap() {},
      })
      const ends = [
        await pubsub.subscribe('ping', null, answer('pong')),
        await pubsub.subscribe('pong', null, answer('ping')),
      ]
      void pubsub.publish('ping', 'begin')
      await new Promise((resolve) => setTimeout(resolve, 20))
      for (const end of ends) end()
      expect(rounds).toBeGreaterThan(2)
    })
  })
}

/** A listener that writes down what it gets. */
export function createLog(): TopicListener & { readonly log: string[]; readonly positions: string[] } {
  const log: string[] = []
  const positions: string[] = []
  return {
    log,
    positions,
    message(text, position) {
      log.push(text)
      positions.push(position)
    },
    gap: () => void log.push('gap'),
  }
}
