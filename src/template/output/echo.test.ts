import { describe, expect, it } from 'vitest'
import { html } from '../html.ts'
import type { TemplateValue } from '../template-value.ts'
import { buildChild } from '../tree/build.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { diffChild } from './diff.ts'
import { TemplateRegistry } from './template-registry.ts'

const TYPED = 'what somebody typed'

/** What the browser is told when a value becomes another while it waits for the outcome of event 12. */
function toldOf(show: (text: string) => TemplateValue, text = TYPED, typed = text): unknown {
  const context = { host: null, development: false, warn: () => {} }
  const encoder = new BrowserEncoder(new TemplateRegistry())
  encoder.echo = { event: 12, value: typed }
  const before = buildChild(show('before'), null, context)
  return diffChild(before, buildChild(show(text), before, context), encoder)
}

describe('the value of a control that says what the running event said', () => {
  it('is told by the number of the event', () => {
    expect(toldOf((text) => html`<input .value=${text} />`)).toEqual([0, 0, [12]])
    expect(toldOf((text) => html`<input type="SEARCH" .value=${text} />`)).toEqual([0, 0, [12]])
    expect(toldOf((text) => html`<textarea .value=${text}></textarea>`)).toEqual([0, 0, [12]])
  })

  it('is told itself when it is another, or no longer than the number', () => {
    expect(toldOf((text) => html`<input .value=${text} />`, TYPED, 'something else')).toEqual([0, 0, TYPED])
    expect(toldOf((text) => html`<input .value=${text} />`, 'short')).toEqual([0, 0, 'short'])
  })

  it('is told itself when the wire cannot carry it as it is', () => {
    expect(toldOf((text) => html`<input .value=${text} />`, 'half a pair: \ud800')).toEqual([
      0,
      0,
      'half a pair: \ufffd',
    ])
  })

  it('is told itself everywhere but in a control for text', () => {
    const shown: ((text: string) => TemplateValue)[] = [
      (text) => html`<p>${text}</p>`,
      (text) => html`<p title=${text}></p>`,
      (text) => html`<x-field .value=${text}></x-field>`,
      (text) => html`<input type="radio" .value=${text} />`,
      (text) => html`<input type="date" .value=${text} />`,
      (text) => html`<input value=${text} />`,
      (text) => html`<textarea>${text}</textarea>`,
      (text) => html`<input .title=${text} />`,
    ]
    for (const show of shown) expect(toldOf(show)).toEqual([0, 0, TYPED])
    expect(toldOf((text) => html`<input type=${'text'} .value=${text} />`)).toEqual([0, 1, TYPED])
  })
})
