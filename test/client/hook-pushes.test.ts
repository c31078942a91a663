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
  test('end with their replies, whatever else becomes of the same element', async () => {
    const pushes = createPushes()
    const [a, b, c] = [pushes.begin(one), pushes.begin(one), pushes.begin(other)]
    a.sent(1)
    b.sent(2)
    c.sent(4)
    pushes.replied(1, 'a')
    a.ended('done')
    // Of another event, which nobody has pushed.
    pushes.replied(3, 'x')
    pushes.replied(4, 'c')
    c.ended('done')
    expect([await fateOf(a), await fateOf(b), await fateOf(c)]).toEqual([
      ['reply', 'a'],
      'open',
      ['reply', 'c'],
    ])
    b.ended('unknown')
    expect(await fateOf(b)).toEqual(['unknown', ''])
  })

  test('end with what became of them when they have no reply', async () => {
    const pushes = createPushes()
    const [refused, silent] = [pushes.begin(one), pushes.begin(one)]
    refused.ended('refused', 'invalid', { from: ['Too far'] })
    await expect(refused.answer).rejects.toMatchObject({
      name: 'PushError',
      message: 'The push has no reply: refused (invalid)',
      outcome: 'refused',
      code: 'invalid',
      errors: { from: ['Too far'] },
    })
    silent.sent(1)
    silent.ended('done')
    expect(await fateOf(silent)).toEqual(['reply', null])
  })

  test('of a hook that is destroyed are not sent any more, but those that were still have their replies', async () => {
    const pushes = createPushes()
    const [sent, unsent, others] = [pushes.begin(one), pushes.begin(one), pushes.begin(other)]
    sent.sent(1)
    pushes.left(one)
    expect([unsent.isWanted, others.isWanted]).toEqual([false, true])
    pushes.replied(1, 'late')
    sent.ended('done')
    expect([await fateOf(sent), await fateOf(unsent), await fateOf(others)]).toEqual([
      ['reply', 'late'],
      ['refused', 'gone'],
      'open',
    ])
  })
})

test('that nobody waits for a push of a hook that is destroyed is no unhandled rejection', async () => {
  const unhandled: unknown[] = []
  const note = (error: unknown): void => void unhandled.push(error)
  process.on('unhandledRejection', note)
  const pushes = createPushes()
  const [sent, unsent] = [pushes.begin(one), pushes.begin(one)]
  sent.sent(1)
  pushes.left(one)
  sent.ended('interrupted')
  await new Promise((resolve) => setTimeout(resolve, 20))
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
  await expect(sent.answer).rejects.toThrow(/interrupted\. The page was left, or the server stopped/)
  await expect(unsent.answer).rejects.toThrow(/refused \(gone\)\. .*Stop what pushes/)
  await expect(pushes.late()).rejects.toMatchObject({ name: 'PushError', outcome: 'refused', code: 'gone' })
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
