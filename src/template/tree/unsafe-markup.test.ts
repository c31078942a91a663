import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { unsafeHTML } from '../directives.ts'
import { html } from '../html.ts'
import { renderHtml } from '../output/render-html.ts'
import type { TemplateValue } from '../template-value.ts'
import { buildChild } from './build.ts'

/** The elements with actions that a browser finds in the first response. */
function actionsIn(value: TemplateValue): string[] {
  return found(parseFragment(shown(value), { scriptingEnabled: true }))
}

function shown(value: TemplateValue): string {
  const node = buildChild(value, null, { host: null, development: false, warn: () => {} })
  return renderHtml(node, { markers: false })
}

function found(node: DefaultTreeAdapterTypes.DocumentFragment | DefaultTreeAdapterTypes.ChildNode): string[] {
  const own = 'attrs' in node && node.attrs.some(({ name }) => name.includes('live-')) ? [node.tagName] : []
  const children = 'content' in node ? node.content.childNodes : 'childNodes' in node ? node.childNodes : []
  return [...own, ...children.flatMap(found)]
}

const GADGETS: readonly string[] = [
  '<b live-click="x">a</b>',
  '<b DATA-LIVE-Input=x>a</b>',
  '<style><b live-click="x">a</b></style>',
  '<style><!--</style><b live-click="x">--></b>',
  '<title><b live-click="x">a</b></title>',
  '<textarea><option live-click="x">a</textarea>',
  '<xmp><b live-click="x">a</b></xmp>',
  '<noscript><b live-click="x">a</b></noscript>',
  '<script>"<b live-click=x>"</script>',
  '<![CDATA[><b live-click="x">a</b>]]>',
  '<svg><style><b live-click="x">a</b></style></svg>',
  '<math><mtext><table><mglyph><style><b title="</style><b live-click=x>">',
  '</svg><style><b live-click="x">a</b></style>',
  '<style><option live-click="x">a</style>',
  '<template><b live-click="x">a</b></template>',
]

const PLACES: readonly ((content: TemplateValue) => TemplateValue)[] = [
  (content) => content,
  (content) => html`<div>${content}</div>`,
  (content) => html`<svg>${content}</svg>`,
  (content) => html`<svg><g><foreignObject>${content}</foreignObject></g></svg>`,
  (content) => html`<svg><g>${content}</g></svg>`,
  (content) => html`<math>${content}</math>`,
  (content) => html`<select>${content}</select>`,
  (content) => html`<table><tbody><tr><td>${content}</td></tr></tbody></table>`,
  (content) => html`<table>${content}</table>`,
]

describe('markup that is put in as it is', () => {
  it.each(GADGETS)('has no actions wherever it stands: %s', (gadget) => {
    for (const place of PLACES) expect(actionsIn(place(unsafeHTML(gadget)))).toEqual([])
  })

  it.each(GADGETS)('has none where an operation puts it into another element: %s', (gadget) => {
    const markup = shown(unsafeHTML(gadget))
    for (const around of ['svg', 'math', 'select', 'table', 'div']) {
      expect(found(parseFragment(`<${around}>${markup}`))).toEqual([])
    }
  })

  it('keeps all that is no action', () => {
    const kept = [
      '<p class="live-note">A live-stream, <i>live</i>.</p>',
      '<style>.live-note > b { color: red }</style>',
      '<svg><style>.live-a { fill: red }</style><path d="M0 0"></path></svg>',
      '<textarea>&lt;b live-click&gt;</textarea>',
    ]
    for (const markup of kept)
      expect(shown(html`<div>${unsafeHTML(markup)}</div>`)).toBe(`<div>${markup}</div>`)
    const circle = '<circle r="1" class="live-dot"></circle>'
    expect(shown(html`<svg>${unsafeHTML(circle)}</svg>`)).toBe(`<svg>${circle}</svg>`)
  })

  it('keeps its actions when its author says that they are meant', () => {
    expect(actionsIn(unsafeHTML('<b live-click="x">a</b>', { live: true }))).toEqual(['b'])
  })
})
