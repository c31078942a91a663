import type { OutcomeDetail } from 'overwire/client'
import { expectTypeOf, test } from 'vitest'

test('a listener knows which event ended, and how', () => {
  addEventListener('live:outcome', ({ detail }) => {
    expectTypeOf(detail).toEqualTypeOf<OutcomeDetail>()
    expectTypeOf(detail.type).toBeString()
    if (detail.outcome === 'failed') expectTypeOf(detail.code).toBeUndefined()
    if (detail.outcome === 'refused')
      expectTypeOf(detail.errors?.['title']).toEqualTypeOf<readonly string[] | undefined>()
    // @ts-expect-error Events that are done are not announced.
    document.title = detail.outcome === 'done' ? 'done' : ''
    // @ts-expect-error There is no such code.
    document.title = detail.code === 'to-often' ? 'again' : ''
  })
  document.addEventListener('live:outcome', ({ detail }) => expectTypeOf(detail.type).toBeString())
  document.body.addEventListener('live:outcome', ({ detail }) => expectTypeOf(detail.type).toBeString())
})
