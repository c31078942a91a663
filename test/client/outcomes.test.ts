import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('an outcome that the module of edits throws at is reported, and hinders none of those that follow', async () => {
  const reported = vi.fn<(error: unknown) => void>()
  vi.stubGlobal('reportError', reported)
  vi.stubGlobal('document', {})
  vi.stubGlobal('HTMLFormElement', class {})
  vi.stubGlobal('Document', class {})
  Object.assign(Document.prototype, { querySelector: () => null })
  const { endEvent } = await import('../../src/client/outcomes.ts')
  const { loaded } = await import('../../src/client/lazy-modules.ts')
  const error = new Error('edits')
  // All that is asked of the module here.
  loaded.liveEdits = {
    end() {
      throw error
    },
  } as unknown as NonNullable<typeof loaded.liveEdits>
  // All that is asked of an element here.
  const element = { toggleAttribute: () => true } as unknown as Element
  expect(() => endEvent(1, element, 'done')).not.toThrow()
  expect(reported).toHaveBeenCalledWith(error)
})
