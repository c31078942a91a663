import { describe, expect, test } from 'vitest'
import { MiddlewareChain, type Middleware } from './middleware.ts'

// No middleware of these tests looks at what it is given.
const nothing = {} as never

describe('middleware', () => {
  test('is null when there is none', () => {
    expect(new MiddlewareChain().around).toBeNull()
  })

  test('wraps the handler, the first outermost', async () => {
    const log: string[] = []
    const named =
      (name: string): Middleware =>
      async (_context, _event, next) => {
        log.push(`${name} before`)
        await next()
        log.push(`${name} after`)
      }
    await run([named('outer'), named('inner')], async () => void log.push('handler'))
    expect(log).toEqual(['outer before', 'inner before', 'handler', 'inner after', 'outer after'])
  })

  test('that does not go on keeps the handler from running', async () => {
    let ran = false
    await run([async () => {}], async () => void (ran = true))
    expect(ran).toBe(false)
  })

  test('that goes on twice runs the handler once', async () => {
    let runs = 0
    const twice: Middleware = async (_context, _event, next) => {
      await next()
      await next()
    }
    await run([twice], async () => void runs++)
    expect(runs).toBe(1)
  })

  test('that does not wait for the rest does not end before it', async () => {
    const log: string[] = []
    const chain = new MiddlewareChain()
    chain.add(async (_context, _event, next) => void next())
    chain.add(async (_context, _event, next) => {
      await Promise.resolve()
      void next()
    })
    await chain.around?.(nothing, nothing, async () => {
      await new Promise((done) => setTimeout(done, 5))
      log.push('handler')
    })
    expect(log).toEqual(['handler'])
  })

  test('that does not wait for the rest fails with it', async () => {
    const chain = new MiddlewareChain()
    chain.add(async (_context, _event, next) => void next())
    chain.add(async (_context, _event, next) => {
      await Promise.resolve()
      void next()
    })
    await expect(
      chain.around?.(nothing, nothing, async () => {
        throw new Error('of the handler')
      }),
    ).rejects.toThrow('of the handler')
  })

  test('sees what the handler throws, and throws what it throws itself', async () => {
    const caught: unknown[] = []
    const outer: Middleware = async (_context, _event, next) => {
      try {
        await next()
      } catch (error) {
        caught.push(error)
        throw new Error('from the middleware', { cause: error })
      }
    }
    const failing = run([outer], () => Promise.reject(new Error('from the handler')))
    await expect(failing).rejects.toThrow('from the middleware')
    expect(caught).toEqual([new Error('from the handler')])
  })
})

async function run(all: readonly Middleware[], handler: () => Promise<void>): Promise<void> {
  const chain = new MiddlewareChain()
  for (const each of all) chain.add(each)
  await chain.around?.(nothing, nothing, handler)
}
