import { expect, test } from 'vitest'
import { build, type BuildContext } from './build.ts'
import { Dictionary } from '../output/dictionary.ts'
import { diffChild } from '../output/diff.ts'
import { attrs } from '../directives.ts'
import { html } from '../html.ts'
import { withValue } from './write-back.ts'

const CONTEXT: BuildContext = { host: null, development: false, warn() {} }

test('an option that the user has chosen can be taken back by the server', () => {
  const view = (chosen: boolean) => html`<option .selected=${chosen}>a</option>`
  const tree = build(view(false), null, CONTEXT)
  const noted = withValue(tree, [0], true)
  expect(diffChild(noted, build(view(true), noted, CONTEXT), new Dictionary())).toBeUndefined()
  expect(diffChild(noted, build(view(false), noted, CONTEXT), new Dictionary())).toEqual([0, 0, false])
})

test('a choice in a spread is noted under the name that the spread has for it', () => {
  const tree = build(html`<option ${attrs({ '.selected': false, lang: 'en' })}>a</option>`, null, CONTEXT)
  expect(withValue(tree, [0], true).values).toEqual([{ '.selected': true, lang: 'en' }])
  expect(withValue(tree, [0], 'text')).toBe(tree)
})
