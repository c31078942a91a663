import { describe, expect, test } from 'vitest'
import { createMemoryPubSub } from './memory.ts'
import { Topics } from './topics.ts'

describe('topics', () => {
  test('deliver dates, maps and classes of the application as what they are', async () => {
    const { topics, received } = await follow('a')
    await topics.publish('a', { at: new Date(5), names: new Map([[1, 'one']]), price: new Money(3) })
    expect(received).toEqual([{ at: new Date(5), names: new Map([[1, 'one']]), price: new Money(3) }])
  })

  test('deliver what was published, not what its publisher made of it afterwards', async () => {
    const { topics, received } = await follow('a')
    const order = { items: ['one'] }
    const published = topics.publish('a', order)
    order.items.push('two')
    await published
    expect(received).toEqual([{ items: ['one'] }])
  })

  test('deliver data that no subscriber can change for the others', async () => {
    const { topics, received } = await follow('a')
    await topics.publish('a', { items: [{ name: 'one' }], map: new Map([['key', ['value']]]) })
    const [message] = received as [{ items: { name: string }[]; map: Map<string, string[]> }]
    expect(() => message.items.push({ name: 'two' })).toThrow(TypeError)
    expect(() => (message.items[0] = { name: 'two' })).toThrow(TypeError)
    expect(() => message.map.get('key')?.push('other')).toThrow(TypeError)
  })

  test('refuse a message that is not data, naming the topic and the place', async () => {
    const { topics } = await follow('a')
    expect(() => topics.publish('orders', { order: { pay() {} } })).toThrow(
      'A message cannot be published to "orders" (.order.pay)',
    )
  })

  test.each([
    ['a map', new Map([['a', 1]]), (value: Map<string, number>) => value.clear()],
    ['a set', new Set([1]), (value: Set<number>) => value.clear()],
    ['a date', new Date(0), (value: Date) => value.setTime(1)],
    ['typed array', new Uint8Array([1]), (value: Uint8Array) => value.fill(2)],
  ])(
    'give each subscriber a value of its own where %s is in it, which cannot be frozen',
    async (_, value, change) => {
      const received: unknown[] = []
      const topics = new Topics(createMemoryPubSub(), { types: {}, report() {} })
      // What it holds is what was published.
      const changing = (data: unknown): void => void change((data as { value: never }).value)
      await topics.subscribe('a', null, { message: changing, gap() {} })
      await topics.subscribe('a', null, { message: (data) => received.push(data), gap() {} })
      await topics.publish('a', { value })
      expect(received).toEqual([{ value }])
    },
  )

  test('go on when a subscriber throws, which is reported with its topic', async () => {
    const { topics, received, reports } = await follow('a', () => {
      throw new Error('mine')
    })
    await topics.publish('a', 1)
    await topics.publish('a', 2)
    expect(received).toEqual([1, 2])
    expect(reports).toEqual(['a subscriber of "a": Error: mine', 'a subscriber of "a": Error: mine'])
  })

  test('report what the bus fails with, once, also when nobody waits for it', async () => {
    const reports: string[] = []
    const failing = { ...createMemoryPubSub(), publish: () => Promise.reject(new Error('no connection')) }
    const topics = new Topics(failing, { types: {}, report: note(reports) })
    await expect(topics.publish('a', 1)).rejects.toThrow('no connection')
    expect(reports).toEqual(['publishing to "a": Error: no connection'])
  })

  test('reject where a bus throws at once, so that nobody is left half way', async () => {
    const fail = (): never => {
      throw new Error('no connection')
    }
    const failing = { ...createMemoryPubSub(), publish: fail, subscribe: fail }
    const topics = new Topics(failing, { types: {}, report() {} })
    await expect(topics.publish('a', 1)).rejects.toThrow('no connection')
    const subscribed = topics.subscribe('a', null, { message() {}, gap() {} })
    await expect(subscribed).rejects.toThrow('no connection')
  })
})

class Money {
  readonly cents: number
  constructor(cents: number) {
    this.cents = cents
  }
}

const types = {
  Money: {
    reduce: (value: unknown) => value instanceof Money && value.cents,
    revive: (cents: unknown) => new Money(Number(cents)),
  },
}

/** Topics with a subscriber ahead of the one that writes down what it gets. */
async function follow(
  topic: string,
  first: () => void = () => {},
): Promise<{ topics: Topics; received: unknown[]; reports: string[] }> {
  const reports: string[] = []
  const received: unknown[] = []
  const topics = new Topics(createMemoryPubSub(), { types, report: note(reports) })
  await topics.subscribe(topic, null, { message: first, gap() {} })
  await topics.subscribe(topic, null, { message: (data) => received.push(data), gap() {} })
  return { topics, received, reports }
}

function note(reports: string[]): (error: unknown, where: string) => void {
  return (error, where) => void reports.push(`${where}: ${String(error)}`)
}
