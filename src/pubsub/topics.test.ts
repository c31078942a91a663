import { describe, expect, test } from 'vitest'
import { createMemoryPubSub } from './memory.ts'
import type { PubSub } from './pubsub.ts'
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
      const topics = new Topics(createMemoryPubSub(), { types: {}, report() {}, after: never })
      // What it holds is what was published.
      const changing = (data: unknown): void => void change((data as { value: never }).value)
      topics.subscribe('a', null, { message: changing, gap() {} })
      topics.subscribe('a', null, { message: (data) => received.push(data), gap() {} })
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
    const topics = new Topics(failing, { types: {}, report: note(reports), after: never })
    await expect(topics.publish('a', 1)).rejects.toThrow('no connection')
    expect(reports).toEqual(['publishing to "a": Error: no connection'])
  })

  test('reject what is published where a bus throws at once', async () => {
    const failing = { ...createMemoryPubSub(), publish: fail }
    const topics = new Topics(failing, { types: {}, report() {}, after: never })
    await expect(topics.publish('a', 1)).rejects.toThrow('no connection')
  })

  test('have no position where the bus gives none, which is reported with the topic', async () => {
    for (const [positions, reason] of [
      [fail, 'Error: no connection'],
      [async () => [], 'TypeError: The pub/sub gave no position of "a".'],
    ] as const) {
      const reports: string[] = []
      const failing = { ...createMemoryPubSub(), positions }
      const topics = new Topics(failing, { types: {}, report: note(reports), after: never })
      expect(await topics.position('a')).toBeNull()
      expect(reports).toEqual([`asking where "a" stands: ${reason}`])
    }
  })
})

describe('a subscription that the bus does not take', () => {
  test.each([
    ['rejects', () => Promise.reject(new Error('no connection'))],
    ['throws', fail],
  ])('is reported once and tried again, ever less often, when it %s', async (_, subscribe) => {
    const { reports, delays, tick } = await failingTopics(subscribe)
    for (let attempt = 0; attempt < 7; attempt++) await tick()
    expect(reports).toEqual(['subscribing to "a": Error: no connection'])
    expect(delays).toEqual([1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1_000))
  })

  test('delivers from then on what is published, and says that messages may be lost', async () => {
    const { topics, memory, received, heal, tick } = await failingTopics(fail)
    await topics.publish('a', 'lost')
    heal(memory.subscribe)
    await tick()
    await topics.publish('a', 'delivered')
    expect(received).toEqual(['gap', 'delivered'])
  })

  test('delivers all that was published since its position, without a gap', async () => {
    const { topics, memory, received, heal, tick } = await failingTopics(fail, 'from its position')
    await topics.publish('a', 'kept')
    heal(memory.subscribe)
    await tick()
    await topics.publish('a', 'delivered')
    expect(received).toEqual(['kept', 'delivered'])
  })

  test('is not tried again after its end', async () => {
    const { end, delays, cancelled, tick } = await failingTopics(fail)
    end()
    expect(cancelled).toEqual(delays)
    await tick()
    expect(delays).toEqual([1_000])
  })

  test('and cannot be left either is reported, and ends nothing else', async () => {
    const reports: string[] = []
    for (const leave of [fail, () => Promise.reject(new Error('no connection'))]) {
      const failing = { ...createMemoryPubSub(), subscribe: () => Promise.resolve(leave) }
      const topics = new Topics(failing, { types: {}, report: note(reports), after: never })
      const end = topics.subscribe('a', null, { message() {}, gap() {} })
      await settled()
      end()
      end()
      await settled()
    }
    expect(reports).toEqual(Array.from({ length: 2 }, () => 'leaving "a": Error: no connection'))
  })
})

/** A subscriber of a bus that answers with `subscribe` until it is healed, and time that waits for `tick`. */
async function failingTopics(subscribe: PubSub['subscribe'], begin?: 'from its position') {
  const memory = createMemoryPubSub()
  const bus = { ...memory, subscribe }
  const reports: string[] = []
  const received: unknown[] = []
  const delays: number[] = []
  const cancelled: number[] = []
  let due: (() => void) | null = null
  const after = (milliseconds: number, run: () => void): (() => void) => {
    delays.push(milliseconds)
    due = run
    return () => {
      cancelled.push(milliseconds)
      due = null
    }
  }
  const topics = new Topics(bus, { types: {}, report: note(reports), after })
  const from = begin === undefined ? null : await topics.position('a')
  const end = topics.subscribe('a', from, {
    message: (data) => received.push(data),
    gap: () => received.push('gap'),
  })
  await settled()
  return { topics, memory, reports, received, delays, cancelled, end, heal, tick }

  function heal(healthy: PubSub['subscribe']): void {
    bus.subscribe = healthy
  }

  async function tick(): Promise<void> {
    const run = due
    due = null
    run?.()
    await settled()
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

function fail(): never {
  throw new Error('no connection')
}

/** Time that stands still. */
function never(): () => void {
  return () => {}
}

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
  const topics = new Topics(createMemoryPubSub(), { types, report: note(reports), after: never })
  topics.subscribe(topic, null, { message: first, gap() {} })
  topics.subscribe(topic, null, { message: (data) => received.push(data), gap() {} })
  return { topics, received, reports }
}

function note(reports: string[]): (error: unknown, where: string) => void {
  return (error, where) => void reports.push(`${where}: ${String(error)}`)
}
