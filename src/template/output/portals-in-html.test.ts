import { expect, test } from 'vitest'
import { repeat } from '../directives.ts'
import { html } from '../html.ts'
import { portal } from '../portal.ts'
import type { TemplateResult, TemplateValue } from '../template-value.ts'
import { buildChild } from '../tree/build.ts'
import { PortalsInHtml } from './portals-in-html.ts'
import { renderContent } from './render-content.ts'
import { renderHtml, renderLeftPortals } from './render-html.ts'

const host = {
  resolve: (): never => {
    throw new Error('There are no components here.')
  },
}

/** The HTML of a page, and what of it is in no target. */
function written(content: TemplateValue): [page: string, left: string] {
  const portals = new PortalsInHtml('0')
  const tree = buildChild(content, null, { host, development: false, warn: () => {} })
  return [renderHtml(tree, { portals }), renderLeftPortals(portals)]
}

const bare = (text: string): string => text.replaceAll(/<!--.*?-->/g, '')

test('content stands at the end of its target, before or behind its owner, in the order of the owners', () => {
  const target = (): TemplateResult => html`<div id="t"><b>${'own'}</b></div>`
  const [page, left] = written(
    html`${portal('#t', 'one')}${target()}<p>${portal('#t', html`<i>two</i>`)}</p>${portal('#t', 'three')}`,
  )
  expect(bare(page)).toBe('<div id="t"><b>own</b>one<i>two</i>three</div><p></p>')
  expect(page).toContain('<!--portal:0.1--><i>two</i><!---->')
  expect(page).toContain('<p><!--portal 0.1--></p>')
  expect(left).toBe('')
})

test('a portal may show something in what another one shows', () => {
  const [page] = written(
    html`${portal('#outer', html`<section id=${'inner'}></section>`)}${portal('#inner', 'in it')}<div id="outer"></div>`,
  )
  expect(bare(page)).toBe('<div id="outer"><section id="inner">in it</section></div>')
})

test('what no target is found for is left, also when it waits for itself or for each other', () => {
  const [page, left] = written(
    html`${portal('#own', html`<div id="own"></div>`)}${portal('#b', html`<div id="a"></div>`)}${portal('#a', html`<div id="b"></div>`)}`,
  )
  expect(bare(page)).toBe('')
  expect(bare(left)).toBe(
    '<template data-live-portal><div id="own"></div></template><template data-live-portal><div id="a"></div></template><template data-live-portal><div id="b"></div></template>',
  )
})

test('content whose target is only in what it shows elsewhere is left, with all that is in it', () => {
  const [page, left] = written(
    html`<div id="a"></div>${portal('#c', html`in c${portal('#a', html`<div id="c"></div>`)}`)}${portal('#c', 'also')}`,
  )
  expect(bare(page)).toBe('<div id="a"></div>')
  expect(bare(left)).toBe(
    '<template data-live-portal>in c</template><template data-live-portal>also</template><template data-live-portal><div id="c"></div></template>',
  )
})

test('a target that is found later may show what could only stand within itself before', () => {
  const portals = new PortalsInHtml('0')
  const build = (content: TemplateValue) =>
    buildChild(content, null, { host, development: false, warn: () => {} })
  const page = html`<div id="a"></div>${portal('#c', html`in c${portal('#a', html`<div id="c"></div>`)}`)}`
  expect(bare(renderHtml(build(page), { portals }))).toBe('<div id="a"></div>')
  expect(bare(renderHtml(build(html`<section id="c"></section>`), { portals }))).toBe(
    '<section id="c">in c</section>',
  )
  expect(bare(renderLeftPortals(portals))).toBe('<template data-live-portal><div id="c"></div></template>')
})

test('what was written can be taken back', () => {
  const portals = new PortalsInHtml('0')
  const page = html`${portal('#t', 'text')}<div id="t"></div>`
  const tree = buildChild(page, null, { host, development: false, warn: () => {} })
  const undo = portals.remember()
  const first = renderHtml(tree, { portals })
  undo()
  expect(renderHtml(tree, { portals })).toBe(first)
  expect(bare(first)).toBe('<div id="t">text</div>')
})

test('only an element that holds whatever a page holds is a target, and none with a hole right in it', () => {
  for (const page of [
    (content: TemplateValue) => html`<p id="t"></p>${content}`,
    (content: TemplateValue) => html`<div id="t">${'hole'}</div>${content}`,
    (content: TemplateValue) => html`<table id="t"></table>${content}`,
    (content: TemplateValue) => html`<div id="other"></div>${content}`,
  ])
    expect(written(page(portal('#t', html`<i>left</i>`)))[1]).toContain('<i>left</i>')
})

test('a page without portals is written as ever', () => {
  const page = html`<div id="t"><b>${'text'}</b></div>`
  const tree = buildChild(page, null, { host, development: false, warn: () => {} })
  expect(written(page)).toEqual([renderHtml(tree), ''])
})

test.each(['.modals', '#a b', '#', 'modals', '#a,#b'])(
  'the target is an id alone: %s is refused',
  (target) => {
    // What does not compile, as it comes from JavaScript.
    expect(() => written(html`<p>${portal(target as '#t', 'x')}</p>`)).toThrow(
      'Its target is the id of an element',
    )
  },
)

test('portals are refused where nothing follows their owner', () => {
  const row = (key: number): TemplateResult => html`<li>${portal('#t', key)}</li>`
  expect(() => written(html`${repeat([1], (key) => key, row, { retain: 'hash' })}`)).toThrow(
    'There is a portal in a row of a list that does not retain its rows',
  )
  expect(() => renderContent(html`${portal('#t', 'x')}`, 'an action')).toThrow(
    'There is a portal in a template of an action or a document',
  )
})

test('content that a page would not leave in its target is refused', () => {
  expect(() => written(html`${portal('#t', html`<tr><td></td></tr>`)}`)).toThrow('<tr>')
})
