import { describe, expect, it } from 'vitest'
import { OverwireError } from '../../errors/overwire-error.ts'
import { html } from '../html.ts'
import { renderHtml } from '../output/render-html.ts'
import type { TemplateContent, TemplateResult } from '../template-value.ts'
import { buildChild } from './build.ts'

const CONTEXT = { host: null, development: false, warn: () => {} }

function shown(value: TemplateContent): string {
  return renderHtml(buildChild(value, null, CONTEXT), { markers: false })
}

function refusal(value: TemplateContent): OverwireError {
  try {
    buildChild(value, null, CONTEXT)
  } catch (error) {
    if (error instanceof OverwireError) return error
    throw error
  }
  throw new Error('It was accepted.')
}

function nested(levels: number, around: (inner: TemplateContent) => TemplateContent): TemplateContent {
  let content: TemplateContent = 'deep'
  for (let level = 0; level < levels; level++) content = around(content)
  return content
}

const AROUND: Readonly<Record<string, (inner: TemplateContent) => TemplateContent>> = {
  elements: (inner) => html`<div>${inner}</div>`,
  'templates without elements': (inner) => html`${inner}`,
  'lists of rows': (inner) => [html`<ul>${inner}</ul>`],
  arrays: (inner) => [inner],
}

function literal(levels: number): TemplateResult {
  const text = [`${'<div>'.repeat(levels)}`, '</div>'.repeat(levels)]
  return html(Object.assign(text, { raw: text }), 'deep')
}

describe('what is nested deep', () => {
  it.each(Object.keys(AROUND))('is shown, or refused with the remedy: %s', (name) => {
    const around = AROUND[name] ?? String
    expect(shown(nested(240, around))).toContain('deep')
    for (const levels of [502, 2_000, 100_000]) {
      const { code, message } = refusal(nested(levels, around))
      expect([code, message]).toEqual(['nested-too-deep', expect.stringContaining('contains itself')])
    }
  })

  it('is refused when it contains itself', () => {
    const rows: TemplateContent[] = []
    rows.push('row', rows)
    expect(refusal(rows).code).toBe('nested-too-deep')
  })

  it('is shown or refused where it is written out', () => {
    expect(shown(literal(500))).toBe(`${'<div>'.repeat(500)}deep${'</div>'.repeat(500)}`)
    expect(refusal(literal(501)).code).toBe('nested-too-deep')
    expect(refusal(literal(20_000)).code).toBe('nested-too-deep')
    expect(refusal(html`<div>${literal(500)}</div>`).code).toBe('nested-too-deep')
  })
})

describe('a whole document', () => {
  it('is refused in a page, at its top and in a hole', () => {
    const document = html`<!doctype html><html><head></head><body>${'a'}</body></html>`
    expect(refusal(document).code).toBe('document-in-page')
    expect(refusal(html`<div>${document}</div>`).message).toContain('createApp({ document })')
    expect(renderHtml(buildChild(document, null, { ...CONTEXT, document: true }))).toContain('<body>a</body>')
  })
})
