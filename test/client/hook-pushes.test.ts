import { describe, expect, test } from 'vitest'
import { createPushes, type Push } from '../../src/client/hooks/pushes.ts'
import type { PushError } from '../../src/protocol/hook.ts'
import { createScripts } from '../../src/client/hooks/scripts.ts'

// Pushes only ever compare elements.
const [one, other] = [{}, {}] as [Element, Element]

/** What becomes of a push. */
function fateOf({ answer }: Push): Promise<unknown> {
  const open = new Promise((resolve) => setTimeout(resolve, 5, 'open'))
  return Promise.race([
    answer.then(
      (reply) => ['reply', reply],
      // It is a `PushError`.
      (error: unknown) => [(error as PushError).outcome, (error as PushError).code],
    ),
    open,
  ])
}

describe('pushes', () => {
  test('end with their replies, whatever ends at the same time', async () => {
    const pushes = createPushes()
    const [a, b, c] = [pushes.begin(one), pushes.begin(one), pushes.begin(other)]
    pushes.send(a, () => 1)
    pushes.send(b, () => 2)
    pushes.send(c, () => 4)
    pushes.replied(1, 'a')
    pushes.ended(1, true)
    // Another event of the same element, which nobody has pushed.
    pushes.ended(3, false)
    pushes.announced(one, { outcome: 'failed' })
    pushes.replied(4, 'c')
    pushes.ended(4, true)
    expect([await fateOf(a), await fateOf(b), await fateOf(c)]).toEqual([
      ['reply', 'a'],
      'open',
      ['reply', 'c'],
    ])
    pushes.ended(2, false)
    pushes.announced(one, { outcome: 'unknown' })
    expect(await fateOf(b)).toEqual(['unknown', ''])
  })

  test('end with what is announced of them when they are refused where they are sent', async () => {
    const pushes = createPushes()
    const [refused, silent] = [pushes.begin(one), pushes.begin(one)]
    pushes.send(refused, () => {
      pushes.announced(one, { outcome: 'refused', code: 'limited' })
      return 0
    })
    pushes.send(silent, () => 0)
    expect([await fateOf(refused), await fateOf(silent)]).toEqual([
      ['refused', 'limited'],
      ['refused', 'expired'],
    ])
  })

  test('of a hook that is destroyed are not sent any more, but those that were still have their replies', async () => {
    const pushes = createPushes()
    const [sent, unsent, others] = [pushes.begin(one), pushes.begin(one), pushes.begin(other)]
    pushes.send(sent, () => 1)
    pushes.left(one)
    const send = (): number => {
      throw new Error('is sent')
    }
    expect(pushes.send(unsent, send)).toBe(0)
    pushes.replied(1, 'late')
    pushes.ended(1, true)
    expect([await fateOf(sent), await fateOf(unsent), await fateOf(others)]).toEqual([
      ['reply', 'late'],
      ['refused', 'gone'],
      'open',
    ])
  })

  test('that wait are refused one after the other, as they are announced', async () => {
    const pushes = createPushes()
    const [first, second] = [pushes.begin(one), pushes.begin(one)]
    pushes.announced(one, { outcome: 'refused', code: 'gone' })
    pushes.announced(null, { outcome: 'refused', code: 'gone' })
    expect([await fateOf(first), await fateOf(second)]).toEqual([['refused', 'gone'], 'open'])
  })

  test('are answered while trees do not fit, where what is done is not told apart', async () => {
    const pushes = createPushes()
    const push = pushes.begin(one)
    pushes.send(push, () => 1)
    pushes.replied(1, 7)
    pushes.ended(1, false)
    expect(await fateOf(push)).toEqual(['reply', 7])
  })
})

describe('scripts of hooks', () => {
  const hook = { mounted: () => {} }

  test('are loaded once each, when their names arrive', async () => {
    const asked: string[] = []
    const script = createScripts({ chart: '/chart.js', map: '/map.js' }, async (address) => {
      asked.push(address)
      return Promise.resolve({ default: hook })
    })
    expect(await Promise.all([script('chart'), script('chart'), script('map')])).toEqual([hook, hook, hook])
    expect(asked).toEqual(['/chart.js', '/map.js'])
  })

  test('that did not load are asked for again, under another address, as browsers remember failures', async () => {
    const asked: string[] = []
    const script = createScripts({ chart: '/chart.js' }, (address) => {
      asked.push(address)
      return asked.length === 1 ? Promise.reject(new Error('404')) : Promise.resolve({ default: hook })
    })
    await expect(script('chart')).rejects.toThrow('404')
    expect(await script('chart')).toBe(hook)
    expect(asked).toEqual(['/chart.js', '/chart.js?'])
  })

  test.each([['constructor'], ['map']])(
    'are looked up by names of the application alone: %s',
    async (name) => {
      await expect(createScripts({}, () => Promise.reject(new Error('asked')))(name)).rejects.toThrow(
        'createApp({ hooks }) has no script of this name',
      )
    },
  )
})
