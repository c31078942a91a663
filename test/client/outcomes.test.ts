import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('an outcome whose listener throws is reported, and hinders none of those that follow', async () => {
  const reported = vi.fn<(error: unknown) => void>()
  vi.stubGlobal('reportError', reported)
  vi.stubGlobal('document', {})
  for (const name of ['Document', 'HTMLFormElement']) vi.stubGlobal(name, class {})
  const { endEvent, followOutcomes } = await import('../../src/client/outcomes.ts')
  const error = new Error('listener')
  followOutcomes(() => {
    throw error
  })
  // All that is asked of an element here.
  const element = { toggleAttribute: () => true } as unknown as Element
  expect(() => endEvent(1, element, 'done')).not.toThrow()
  expect(reported).toHaveBeenCalledWith(error)
})
