import { expect, test } from 'vitest'
import { unsafeHTML } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import type { TemplateContent, TemplateResult } from '../../../src/template/template-value.ts'
import { Rendering } from './rendering.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

const SHADOW = '<template shadowrootmode="open"><b>in the shadow</b><slot></slot></template>'

const VIEWS: Readonly<Record<string, (name: string) => TemplateResult>> = {
  'of a template': (name) =>
    html`<div><template shadowrootmode="open"><b>in the shadow</b><slot></slot></template>${name}</div>`, // prettier-ignore
  'of rows': (name) =>
    html`${[1, 2].map(() => html`<div><template shadowrootmode="open"><b>in the shadow</b><slot></slot></template> <i>${name}</i></div>`)}`, // prettier-ignore
  'of raw markup': (name) => html`<section>${unsafeHTML(`<div>${SHADOW}${name}</div>`)}</section>`,
}

/** What the first host has in its shadow, and what stands in the page. */
const shown = (live: LivePage) =>
  live.page.evaluate(() => {
    const host = document.querySelector('div > div, section > div')
    const templates = document.querySelectorAll('template').length
    return [host?.shadowRoot?.innerHTML, host?.textContent?.trim(), templates]
  })

test.each(Object.keys(VIEWS))(
  'a declared shadow root is attached, in a page and in a change: %s',
  async (name) => {
    const view = VIEWS[name]
    if (!view) throw new Error(name)
    const around = (content: TemplateContent) => html`${content}`
    const expected = (text: string) => ['<b>in the shadow</b><slot></slot>', text, 0]
    // Only the parser of a page attaches them.
    const page = `<!doctype html><body>${new Rendering(around(view('Anna'))).html()}`
    await using live = await LivePage.open(browser, around(view('Anna')), (tab) => tab.setContent(page))
    expect(await shown(live)).toEqual(expected('Anna'))
    await live.change(around(view('Berta')))
    expect(await shown(live)).toEqual(expected('Berta'))
    await using created = await LivePage.create(browser, around('nothing'))
    await created.change(around(view('Cleo')))
    expect(await shown(created)).toEqual(expected('Cleo'))
  },
)
