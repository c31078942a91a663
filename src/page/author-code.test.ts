import { describe, expect, test } from 'vitest'
import { drive } from './author-code.ts'

describe('running author code', () => {
  test('synchronous code settles in the same turn', () => {
    const log: string[] = []
    drive(() => log.push('ran'), progress(log))
    expect(log).toEqual(['ran', 'settled'])
  })

  test('async code renders after its synchronous part and when it settles', async () => {
    const log: string[] = []
    drive(async () => {
      log.push('first')
      await Promise.resolve()
      log.push('second')
    }, progress(log))
    expect(log).toEqual(['first', 'step'])
    await flushed()
    expect(log).toEqual(['first', 'step', 'second', 'settled'])
  })

  test('async generators render at each yield', async () => {
    const log: string[] = []
    drive(async function* () {
      yield log.push('one')
      yield log.push('two')
    }, progress(log))
    await flushed()
    expect(log).toEqual(['one', 'step', 'two', 'step', 'settled'])
  })

  test('nothing that code throws or rejects with escapes', async () => {
    const log: string[] = []
    drive(() => {
      throw new Error('thrown')
    }, progress(log))
    drive(() => Promise.reject(new Error('rejected')), progress(log))
    drive(() => {
      // What may be thrown need not be an error.
      throw undefined
    }, progress(log))
    await flushed()
    expect(log).toEqual(['thrown', 'step', 'Something threw undefined.', 'rejected'])
  })
})

function progress(log: string[]) {
  return {
    step: () => void log.push('step'),
    settled: (error: unknown) => void log.push(error instanceof Error ? error.message : 'settled'),
  }
}

function flushed(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
