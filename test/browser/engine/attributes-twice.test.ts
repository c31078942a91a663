import { describe, expect, test } from 'vitest'
import { attrs } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import type { TemplateResult } from '../../../src/template/template-value.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

type Attributes = Readonly<Record<string, string | boolean | null>>
type View = (attributes: Attributes, text: string | null) => TemplateResult

const VIEWS: Readonly<Record<string, View>> = {
  'an attribute written out before a spread': (a) => html`<p class="note" hidden ${attrs(a)}></p>`,
  'an attribute written out behind a spread': (a) => html`<p ${attrs(a)} class="note" title="t"></p>`,
  'an attribute with a hole before a spread': (a, b) => html`<p class=${b} ?hidden=${b} ${attrs(a)}></p>`,
  'an attribute with a hole behind a spread': (a, b) => html`<p ${attrs(a)} class=${b} ?hidden=${b}></p>`,
  'an attribute with text before a spread': (a, b) => html`<p class="a ${b} ${'c'}" ${attrs(a)}>${b}</p>`,
  'two spreads': (a, b) => html`<p ${attrs({ class: b, title: 's' })} ${attrs(a)} id="i"></p>`,
  'a spread with a name in two cases': (a, b) => html`<p ${attrs({ CLASS: b, ...a, Title: b })}></p>`,
}

const STATES: readonly (readonly [Attributes, string | null])[] = [
  [{}, 'x'],
  [{ class: 'mine' }, 'x'],
  [{ class: 'mine' }, 'y'],
  [{ class: 'mine', '?hidden': false, title: 't' }, null],
  [{ hidden: '', title: 'u' }, 'y'],
  [{ '?hidden': true, CLASS: 'upper' }, 'y'],
  [{ class: null }, 'z'],
  [{ class: 'again', title: null, '.hidden': false }, 'z'],
  [{}, null],
  [{ '?hidden': true }, null],
]

describe('where a name comes by two routes the last wins, in the first response and in changes alike', () => {
  test.each(Object.keys(VIEWS))('%s', async (name) => {
    const view = VIEWS[name]
    if (!view) throw new Error(name)
    const [[first, text] = [{}, null]] = STATES
    await using live = await LivePage.open(browser, view(first, text))
    for (const state of STATES.slice(1)) {
      await live.change(view(...state))
      const picture = await live.fresh(view(...state))
      const created = await live.created(view(...state))
      expect([await live.picture(), created], JSON.stringify(state)).toEqual([picture, picture])
    }
  })
})
