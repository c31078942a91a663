/** Runs cases of the fuzzer: the server's part here, the browser's part in a page. */
import type { Page } from 'playwright-core'
import { OverwireError } from '../../../src/errors/overwire-error.ts'
import { resolve } from '../../../src/template/tree/resolve.ts'
import type { ChildNode } from '../../../src/template/tree/tree.ts'
import { Rendering } from '../engine/rendering.ts'
import type { Fresh, Script, Verdict } from './in-page.ts'
import { CaseRenderer, HANDLER_NAMES, type PageCase } from './page-case.ts'

/** Why a case failed; null when it did not, `'refused'` when the server does not allow it. */
export type Judgement = string | null

export const REFUSED = 'refused'

/** Runs cases together in one trip to the browser. */
export async function judge(page: Page, cases: readonly PageCase[]): Promise<Judgement[]> {
  const prepared = cases.map(prepare)
  const scripts = prepared.flatMap((each) => (typeof each === 'string' ? [] : [each.script]))
  const verdicts = (await page.evaluate((all) => runScripts(all), JSON.stringify(scripts))).values()
  return prepared.map((each) => {
    if (typeof each === 'string') return each
    // One verdict for each script.
    return examine(each.trees, verdicts.next().value as Verdict)
  })
}

interface Prepared {
  readonly script: Script
  readonly trees: readonly ChildNode[]
}

function prepare(each: PageCase): Prepared | string {
  try {
    return scriptOf(each)
  } catch (error) {
    if (error instanceof OverwireError) return REFUSED
    return `the server threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}

function scriptOf(each: PageCase): Prepared {
  const renderer = new CaseRenderer(each)
  const results = each.states.map((state) => renderer.instance(state))
  const [first, ...others] = results
  const shown = new Rendering(first)
  const start: Fresh = { html: shown.html(), joined: shown.shape() }
  // A rendering of its own: what was announced for the shape is not announced again.
  const live = each.hydrates ? shown : new Rendering(first)
  const established = each.hydrates ? null : live.values()
  const trees = [live.tree]
  const changes = others.map((result) => {
    const changed = live.change(result)
    trees.push(live.tree)
    const fresh = new Rendering(result)
    return { changed, fresh: { html: fresh.html(), joined: fresh.shape() } }
  })
  return { script: { start, established, changes }, trees }
}

function examine(trees: readonly ChildNode[], { failure, handlers }: Verdict): Judgement {
  if (failure !== null) return failure
  for (const [state, found] of handlers.entries()) {
    for (const [name, path] of found) {
      if (path === null) continue
      const handler = resolve(trees[state] ?? null, path.slice(1))?.handler
      const led = handler && HANDLER_NAMES.get(handler)
      if (led !== name)
        return `in state ${state} the path ${JSON.stringify(path)} leads to ${led ?? 'nothing'}, not to ${name}`
    }
  }
  return null
}
