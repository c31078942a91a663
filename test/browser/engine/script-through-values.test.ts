import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { html } from '../../../src/template/html.ts'
import type { TemplateResult } from '../../../src/template/template-value.ts'
import { scriptCases, type ScriptCase } from '../../values/script-cases.ts'
import { engineForFile } from './open-engine.ts'
import { Rendering } from './rendering.ts'

const browser = await engineForFile()

/** So many templates are tried in one page. */
const BATCH = 1500
const FRAME = /^<(?:iframe|embed|object|video)/
const CONTENT_OF_FRAME = /[ .](?:src|srcdoc|data|poster|text|innerHTML|outerHTML|textContent)\b/

describe('a value from outside runs no script', () => {
  const outcomes = new Map([...scriptCases()].map((each) => [outcomeOf(each.template()), each]))
  // Frames cost most, so they are tried only with what leads to their content.
  const taken = [...outcomes].flatMap(([outcome, each]) =>
    outcome === null || (FRAME.test(each.name) && !CONTENT_OF_FRAME.test(each.name)) ? [] : [each],
  )
  const batches = Array.from({ length: Math.ceil(taken.length / BATCH) }, (_, index) =>
    taken.slice(index * BATCH, (index + 1) * BATCH),
  )

  test('where it stands in the first response', { timeout: 180_000 }, async () => {
    for (const batch of batches) {
      const page = await browser.open()
      await page.setContent(documentOf(new Rendering(view(batch.map((each) => each.template())))), {
        waitUntil: 'domcontentloaded',
      })
      expect(await scriptsIn(page)).toEqual([])
      browser.release(page)
    }
  })

  test('where it comes with new content, and in place of another value', { timeout: 180_000 }, async () => {
    for (const batch of batches) {
      const page = await browser.open()
      await page.evaluate(() => {
        const counter = { runs: 0, ran: () => void counter.runs++ }
        Object.defineProperties(globalThis, {
          runs: { get: () => counter.runs },
          ran: { value: counter.ran },
        })
      })
      const rendering = new Rendering(view([]))
      await page.evaluate((shown) => engine.show(shown), rendering.html())
      await page.evaluate((joined) => engine.hydrate(joined), JSON.stringify(rendering.shape()))
      for (const show of [(each: ScriptCase) => harmless(each), (each: ScriptCase) => each.template()]) {
        const changed = JSON.stringify(rendering.change(view(batch.map(show))))
        await page.evaluate((text) => engine.apply(text), changed)
      }
      expect(await scriptsIn(page)).toEqual([])
      browser.release(page)
    }
  })

  test('while the page would notice one that runs', async () => {
    const page = await browser.open()
    const gadgets =
      '<img src="/nothing" onerror="ran()"><a href="javascript:ran()">a</a><iframe srcdoc="<p>"></iframe>'
    await page.setContent(`<!doctype html>${NOTICE}${gadgets}`)
    expect((await scriptsIn(page)).toSorted()).toEqual(['a.href', 'iframe.srcdoc', 'img.onerror', 'ran'])
    browser.release(page)
  })
})

/** Notes calls of `ran` by whatever script. */
const NOTICE = '<script>var runs = 0; function ran() { runs++ }</script>'

declare const runs: number

function view(rows: readonly TemplateResult[]): TemplateResult {
  return html`<main>${rows}</main>`
}

function documentOf(rendering: Rendering): string {
  return `<!doctype html><body>${NOTICE}${rendering.html()}</body>`
}

/** What the browser would be given, by which cases are told apart; null when the value is refused. */
function outcomeOf(template: TemplateResult): string | null {
  try {
    const rendering = new Rendering(template)
    return rendering.html() + JSON.stringify(rendering.values())
  } catch {
    return null
  }
}

/** The template with a value that does nothing, where it takes one. */
function harmless(each: ScriptCase): TemplateResult {
  const template = each.template('x')
  return outcomeOf(template) === null ? html`<hr />` : template
}

/** What ran, and what would when somebody clicks: scripts in addresses and attributes. */
async function scriptsIn(page: Page): Promise<string[]> {
  // Images that are not there, frames and animations have their time.
  await page.waitForTimeout(300)
  return page.evaluate(() => {
    const found = new Set<string>()
    if (runs !== 0) found.add('ran')
    const addresses = [
      'href',
      'src',
      'action',
      'formAction',
      'data',
      'cite',
      'poster',
      'longDesc',
      'codeBase',
    ]
    for (const element of document.querySelectorAll('main *, main ~ *, html > body > *')) {
      const name = element.localName
      for (const property of addresses) {
        // Not what was put on it by that name and means nothing to it.
        if (!(property in Object.getPrototypeOf(element))) continue
        const value: unknown = Reflect.get(element, property)
        // Of SVG, as an animation may have set it.
        const address = typeof value === 'object' && value !== null ? Reflect.get(value, 'animVal') : value
        if (typeof address === 'string' && /^(?:javascript:|vbscript:|data:text)/.test(address))
          found.add(`${name}.${property}`)
      }
      for (const property of ['onclick', 'onload', 'onerror']) {
        if (typeof Reflect.get(element, property) === 'function') found.add(`${name}.${property}`)
      }
      if (element.hasAttribute('srcdoc')) found.add(`${name}.srcdoc`)
    }
    return [...found]
  })
}
