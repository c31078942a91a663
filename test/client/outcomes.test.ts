import { afterEach, expect, test, vi } from 'vitest'
import type { Edits } from '../../src/client/additions.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('an outcome that the module of edits throws at is reported, and hinders none of those that follow', async () => {
  const reported = vi.fn<(error: unknown) => void>()
  vi.stubGlobal('reportError', reported)
  vi.stubGlobal('document', {})
  vi.stubGlobal(
    'Document',
    class {
      querySelector(): null {
        return null
      }
    },
  )
  vi.stubGlobal('HTMLFormElement', class {})
  const { endEvent } = await import('../../src/client/outcomes.ts')
  const { loaded } = await import('../../src/client/lazy-modules.ts')
  const error = new Error('listener')
  const end = (): void => {
    throw error
  }
  // No more of the module is asked for.
  loaded.liveEdits = { end } as unknown as Edits
  // All that is asked of an element here.
  const element = { toggleAttribute: () => true } as unknown as Element
  expect(() => endEvent(1, { element, type: 'click' }, 'done')).not.toThrow()
  expect(reported).toHaveBeenCalledWith(error)
})
