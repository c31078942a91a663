import { describe, expect, test } from 'vitest'
import { html } from '../html.ts'
import type { TemplateValue } from '../template-value.ts'
import { buildChild } from '../tree/build.ts'
import type { ChildNode } from '../tree/tree.ts'
import { renderHtml } from './render-html.ts'

const none = (): void => {}
const built = (value: TemplateValue): ChildNode =>
  buildChild(value, null, { host: { resolve: () => expect.unreachable() }, development: false, warn: none })
const shown = (value: TemplateValue): string => renderHtml(built(value))

describe('the first response', () => {
  test('sends a form that a handler submits as a post, until the page is live', () => {
    expect(shown(html`<form @submit=${none}></form>`)).toBe(
      '<form data-live-prevent-submit method="post"></form>',
    )
  })

  test('leaves the method of a form that has one', () => {
    expect(shown(html`<form method="get" @submit=${none}></form>`)).not.toContain('post')
    expect(shown(html`<form method=${'dialog'} @submit=${none}></form>`)).not.toContain('post')
    expect(shown(html`<form></form>`)).toBe('<form></form>')
  })

  test('marks what the browser must not do by itself', () => {
    const prevent = { kind: 'binding', handler: none, client: { prevent: 1 }, options: null } as const
    expect(shown(html`<a href="/" @click=${none}></a>`)).toBe('<a href="/" data-live-prevent-click></a>')
    expect(shown(html`<p @contextmenu=${prevent}></p>`)).toBe('<p data-live-prevent-contextmenu></p>')
    expect(shown(html`<p @click=${none} @keydown=${null}></p>`)).toBe('<p></p>')
  })

  test('names the keys that are meant, and leaves letters to be typed', () => {
    const bound = (client: object) =>
      ({ kind: 'binding', handler: none, client: { prevent: 1, ...client }, options: null }) as const
    expect(shown(html`<p @keydown=${bound({ keys: ['Enter', 'a', 'Escape'] })}></p>`)).toBe(
      '<p data-live-prevent-keydown="Enter Escape"></p>',
    )
    expect(shown(html`<p @keydown=${bound({ keys: ['a'] })}></p>`)).toBe('<p></p>')
    expect(shown(html`<p @click=${bound({ self: 1 })}></p>`)).toBe('<p></p>')
  })

  test('sends a form that an action submits as a post', () => {
    expect(shown(html`<form live-submit="login"></form>`)).toContain('method="post"')
    expect(shown(html`<form data-live-submit="login"></form>`)).toContain('method="post"')
  })

  test('marks nothing in documents, which no page is bound to', () => {
    const node = built(html`<a href="/" @click=${none}></a>`)
    expect(renderHtml(node, { markers: false })).toBe('<a href="/"></a>')
  })
})
