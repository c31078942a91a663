import { describe, expect, test } from 'vitest'
import { redirect } from '../signals.ts'
import { isSteps } from '../task.ts'
import { noteRedirect } from './redirecting.ts'

/** What a handler gives, read to its end. */
async function read(result: unknown): Promise<unknown> {
  if (isSteps(result)) for await (const _ of result) continue
  return result
}

describe('a redirect is told, and thrown on', () => {
  test.each([
    ['a function', () => redirect('/there')],
    ['an asynchronous function', async () => redirect(await Promise.resolve('/there'))],
    [
      'a generator',
      async function* () {
        yield 1
        redirect('/there')
      },
    ],
  ])('by %s', async (_, handler) => {
    let told = 0
    const ended = (async () => read(noteRedirect(handler, () => told++)))()
    await expect(ended).rejects.toMatchObject({ to: '/there' })
    expect(told).toBe(1)
  })
})

test('what a handler gives is given on, and what it throws else is told to nobody', async () => {
  const untold = (): never => {
    throw new Error('It leads nowhere.')
  }
  expect(noteRedirect(() => 7, untold)).toBe(7)
  await expect(noteRedirect(async () => Promise.resolve(8), untold)).resolves.toBe(8)
  expect(() =>
    noteRedirect(() => {
      throw new TypeError('wrong')
    }, untold),
  ).toThrow('wrong')
})
