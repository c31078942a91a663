import { html } from 'overwire'
import { markdown } from 'overwire/markdown'
import { expectTypeOf, test } from 'vitest'

test('markdown takes a text, and is content', () => {
  expectTypeOf(html`<article>${markdown('*a*', { growing: true })}</article>`).not.toBeAny()
  // @ts-expect-error it takes a text
  markdown(7)
  // @ts-expect-error a text that is not there yet is an empty one
  markdown(undefined)
  // @ts-expect-error there is no such option
  markdown('a', { html: true })
})
