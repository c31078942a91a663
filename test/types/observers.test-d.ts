import {
  appear,
  disappear,
  dispatch,
  every,
  html,
  mounted,
  on,
  onDocument,
  onResize,
  onWindow,
  outside,
} from 'overwire'
import type { ElementSize, LiveEvent, LiveKeyboardEvent, LiveScrollEvent } from 'overwire'
import { describe, expectTypeOf, test } from 'vitest'

describe('what an element watches for', () => {
  test('gives handlers the event of its type', () => {
    html`<p ${onWindow('keydown', (event) => expectTypeOf(event).toEqualTypeOf<LiveKeyboardEvent>())}></p>`
    html`<p ${onWindow('scroll', (event) => expectTypeOf(event).toEqualTypeOf<LiveScrollEvent>())}></p>`
    html`<p ${onDocument('selectionchange', (event) => expectTypeOf(event).toEqualTypeOf<LiveEvent>())}></p>`
    html`<p ${onResize(({ detail }) => expectTypeOf(detail).toEqualTypeOf<ElementSize>())}></p>`
    html`<p ${mounted((event) => expectTypeOf(event).toEqualTypeOf<LiveEvent>())}></p>`
    // @ts-expect-error a selection has no key
    onDocument('selectionchange', (event) => event.key)
    // @ts-expect-error a size has no depth
    onResize(({ detail }) => detail.depth)
  })

  test('takes commands and what `on` gives', () => {
    html`<p ${outside(dispatch('#menu', 'close'))}></p>`
    html`<p ${appear(
      on(() => {}, { once: true }),
      { margin: 100 },
    )}></p>`
  })

  test('takes its own options and no others', () => {
    appear(() => {}, { margin: 100, once: true })
    onWindow('keydown', () => {}, { keys: ['Escape'], prevent: true })
    // @ts-expect-error a margin is in pixels
    disappear(() => {}, { margin: '10%' })
    // @ts-expect-error there is no margin outside
    outside(() => {}, { margin: 10 })
    // @ts-expect-error the time comes first
    every(() => {}, 5_000)
    // @ts-expect-error the type comes first
    onWindow(() => {})
  })
})
