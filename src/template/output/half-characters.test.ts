import { expect, test } from 'vitest'
import { attrs } from '../directives.ts'
import { html } from '../html.ts'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { diffChild } from './diff.ts'
import { renderHtml } from './render-html.ts'
import { TemplateRegistry } from './template-registry.ts'
import { toChildValue } from './values.ts'

const CONTEXT: BuildContext = { host: null, development: false, warn() {} }
const [HIGH, LOW] = ['\ud83d', '\ude00']

/** A template as a browser gets it with the first response, and later. */
function sent(template: unknown): { readonly markup: string; readonly values: unknown } {
  const tree = buildChild(template, null, CONTEXT)
  return {
    markup: renderHtml(tree),
    values: toChildValue(tree, new BrowserEncoder(new TemplateRegistry())),
  }
}

test('halves of a character in two holes of an attribute do not become one where the element has a spread too', () => {
  const { markup, values } = sent(html`<p title="${HIGH}${LOW}" ${attrs({ lang: 'en' })}></p>`)
  expect(markup).toContain('title="\ufffd\ufffd"')
  expect(values).toEqual([1, '\ufffd', '\ufffd', { lang: 'en' }])
})

test('what a spread sets is sent as HTML carries it, without NUL and halves of characters', () => {
  const { markup, values } = sent(
    html`<input ${attrs({ title: `a${HIGH}\0`, '.value': LOW, '.note': HIGH })} />`,
  )
  expect(markup).toContain('title="a\ufffd\ufffd" value="\ufffd"')
  expect(values).toEqual([1, { title: 'a\ufffd\ufffd', '.value': '\ufffd', '.note': HIGH }])
})

test('an attribute that a spread no longer sets is sent as HTML carries it', () => {
  const view = (spread: Record<string, string>) =>
    html`<input title=${HIGH} .note=${HIGH} ${attrs(spread)} />`
  const before = buildChild(view({ title: 'spread', '.note': '' }), null, CONTEXT)
  const after = buildChild(view({}), before, CONTEXT)
  const change = diffChild(before, after, new BrowserEncoder(new TemplateRegistry()))
  expect(change).toEqual([0, 2, { title: '\ufffd', '.note': HIGH }])
})
