import { describe, expect, test } from 'vitest'
import { runAuthorCode, type Failure } from './author-code.ts'

describe('running author code', () => {
  test('synchronous code settles in the same turn', () => {
    const log: string[] = []
    runAuthorCode(() => log.push('ran'), progress(log))
    expect(log).toEqual(['ran', 'settled'])
  })

  test('async code renders after its synchronous part and when it settles', async () => {
    const log: string[] = []
    runAuthorCode(async () => {
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
    runAuthorCode(async function* () {
      yield log.push('one')
      yield log.push('two')
    }, progress(log))
    await flushed()
    expect(log).toEqual(['one', 'step', 'two', 'step', 'settled'])
  })

  test('an async generator is ended when its run does not count any more', async () => {
    const log: string[] = []
    let active = true
    runAuthorCode(
      async function* () {
        try {
          for (;;) yield log.push('step')
        } finally {
          log.push('ended')
        }
      },
      {
        ...progress(log),
        get active() {
          return active
        },
        step: () => void (active = log.length < 4),
      },
    )
    await flushed()
    expect(log.slice(-2)).toEqual(['ended', 'settled'])
    expect(log.length).toBeLessThan(8)
  })

  test('nothing that code throws or rejects with escapes, and anything that is thrown counts', async () => {
    const log: string[] = []
    runAuthorCode(() => {
      throw new Error('thrown')
    }, progress(log))
    runAuthorCode(() => Promise.reject(new Error('rejected')), progress(log))
    for (const nothing of [undefined, null]) {
      runAuthorCode(() => {
        // What may be thrown need not be an error.
        throw nothing
      }, progress(log))
    }
    await flushed()
    expect(log).toEqual(['thrown', 'step', 'undefined', 'null', 'rejected'])
  })
})

function progress(log: string[]) {
  return {
    active: true,
    step: () => void log.push('step'),
    settled: (failure: Failure | null) => {
      const error = failure?.error
      log.push(failure === null ? 'settled' : error instanceof Error ? error.message : String(error))
    },
  }
}

function flushed(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
