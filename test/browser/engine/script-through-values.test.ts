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
  const taken = takenCases()
  // Of the first response nothing but its HTML counts.
  const shown = new Map(taken.map(({ each, markup }) => [markup, each]))

  test('where it stands in the first response', { timeout: 180_000 }, async () => {
    const found = await inPages([...shown.values()], async (page, batch) => {
      await page.setContent(documentOf(new Rendering(view(batch.map((each) => each.template())))), {
        waitUntil: 'domcontentloaded',
      })
      return scriptsIn(page)
    })
    expect(found).toEqual([])
  })

  test('where it comes with new content, and in place of another value', { timeout: 180_000 }, async () => {
    const all = taken.map(({ each }) => each)
    const found = await inPages(all, async (page, batch) => {
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
      return scriptsIn(page)
    })
    expect(found).toEqual([])
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

/** So many pages are open at once: each waits for most of its time. */
const PAGES = 4

/** What is found in pages that have a batch each. */
async function inPages<Found>(
  cases: readonly ScriptCase[],
  find: (page: Page, batch: readonly ScriptCase[]) => Promise<readonly Found[]>,
): Promise<Found[]> {
  const found: Found[] = []
  const batches = Array.from({ length: Math.ceil(cases.length / BATCH) }, (_, index) =>
    cases.slice(index * BATCH, (index + 1) * BATCH),
  )
  // Whoever is free takes the next one.
  const left = batches.values()
  await Promise.all(
    Array.from({ length: PAGES }, async () => {
      for (const batch of left) {
        const page = await browser.open()
        found.push(...(await find(page, batch)))
        browser.release(page)
      }
    }),
  )
  return found
}

/** Notes calls of `ran` by whatever script. */
const NOTICE = '<script>var runs = 0; function ran() { runs++ }</script>'

declare const runs: number

function view(rows: readonly TemplateResult[]): TemplateResult {
  return html`<main>${rows}</main>`
}

function documentOf(rendering: Rendering): string {
  return `<!doctype html><body>${NOTICE}${rendering.html()}</body>`
}

/** The cases that are not refused, without those that give the browser the same as another. */
function takenCases(): { readonly each: ScriptCase; readonly markup: string }[] {
  const taken = new Map<string, { readonly each: ScriptCase; readonly markup: string }>()
  for (const each of scriptCases()) {
    const outcome = outcomeOf(each.template())
    if (outcome === null) continue
    // Frames cost most, so they are tried only with what leads to their content.
    if (FRAME.test(each.name) && !CONTENT_OF_FRAME.test(each.name)) continue
    taken.set(outcome.markup + outcome.values, { each, markup: outcome.markup })
  }
  return [...taken.values()]
}

/** What the browser would be given with the first response, and later; null when the value is refused. */
function outcomeOf(template: TemplateResult): { readonly markup: string; readonly values: string } | null {
  try {
    const rendering = new Rendering(template)
    return { markup: rendering.html(), values: JSON.stringify(rendering.values()) }
  } catch {
    return null
  }
}

/** Whether a value that does nothing may stand in a literal. */
const takesText = new WeakMap<TemplateStringsArray, boolean>()

/** The template with a value that does nothing, where it takes one. */
function harmless(each: ScriptCase): TemplateResult {
  const template = each.template('x')
  // Values that differ stand in the same literal.
  let isTaken = takesText.get(template.strings)
  if (isTaken === undefined) takesText.set(template.strings, (isTaken = outcomeOf(template) !== null))
  return isTaken ? template : html`<hr />`
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
