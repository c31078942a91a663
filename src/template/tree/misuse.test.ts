import { describe, expect, it } from 'vitest'
import { OverwireError } from '../../errors/overwire-error.ts'
import { attrs, classMap, guard, repeat, styleMap, unsafeHTML } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateResult } from '../template-value.ts'
import { buildChild } from './build.ts'

const CONTEXT = { host: null, development: false, warn: () => {} }

function refusal(value: unknown): OverwireError {
  try {
    buildChild(value, null, CONTEXT)
  } catch (error) {
    if (error instanceof OverwireError) return error
    throw error
  }
  throw new Error('It was accepted.')
}

// What JavaScript, or data of another shape than its type says, calls helpers with.
const nothing = undefined as never
const MISUSES: readonly (readonly [string, () => TemplateResult])[] = [
  ['repeat(undefined, …)', () => html`<ul class="list">${repeat(nothing, String, String)}</ul>`],
  ['repeat(items, undefined, undefined)', () => html`<ul class="list">${repeat([1], nothing, nothing)}</ul>`],
  ['unsafeHTML(undefined)', () => html`<p class="list">${unsafeHTML(nothing)}</p>`],
  ['unsafeHTML(null)', () => html`<p class="list">${unsafeHTML(null as never)}</p>`],
  ['classMap(undefined)', () => html`<p class="list ${classMap(nothing)}"></p>`],
  ['styleMap(undefined)', () => html`<p class="list" style=${styleMap(nothing)}></p>`],
  ['attrs(undefined)', () => html`<p class="list" ${attrs(nothing)}></p>`],
  ['guard(undefined, undefined)', () => html`<p class="list">${guard(nothing, nothing)}</p>`],
]

describe('a helper that is called with what it cannot take is refused with its place', () => {
  it.each(MISUSES)('%s', (call, view) => {
    const { code, message } = refusal(view())
    expect(code).toBe('value-refused')
    expect(message.toLowerCase()).toContain(call.toLowerCase())
    expect(message).toContain('class="list')
    expect(message).toContain('misuse.test.ts')
  })
})

describe('messages', () => {
  const LONG = 'x'.repeat(1_000_000)

  function literal(...text: string[]): TemplateResult {
    const values = Array.from({ length: text.length - 1 }, () => LONG)
    return html(Object.assign(text, { raw: text }), ...values)
  }

  it.each([
    ['a template of one long line', literal(`<p>${LONG}</p>\n<p`, `></p>\n<p>${LONG}</p>`)],
    ['a long text as a handler', literal('<p @click=', '></p>')],
    ['a long name of an attribute', html`<p ${attrs({ [`live-${LONG}`]: 'a' })}></p>`],
    ['a long number', html`<p .value=${{ at: 10n ** 100_000n, of: () => 1 } as never}></p>`],
    ['a long text in a table', literal('<table>', '</table>')],
  ])('stay short for %s', (_, value) => {
    expect(refusal(value).message.length).toBeLessThan(2_000)
  })
})
