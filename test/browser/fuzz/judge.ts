/** Runs cases of a fuzzer: the server's part here, the browser's part in a page. */
import { OverwireError } from '../../../src/errors/overwire-error.ts'
import { resolve } from '../../../src/template/tree/resolve.ts'
import type { ChildNode } from '../../../src/template/tree/tree.ts'
import type { BrowserPage } from '../browsers/browser-page.ts'
import type { Fuzzer, Prepared, Verdict } from './fuzzer.ts'
import { HANDLER_NAMES } from './overwire-library.ts'
import type { PageCase } from './page-case.ts'

/** Why a case failed; null when it did not; or why it was not judged. */
export type Judgement = string | null

/** The server does not allow it. */
export const REFUSED = 'refused'
/**
 * The browser builds another tree of its HTML than the standard, so it is not bound but shown in full. Firefox 153 does so with a
 * table in SVG in a table.
 */
export const PARSED_OTHERWISE = 'parsed otherwise'

/** Runs cases together in one trip to the browser. */
export async function judge(
  fuzzer: Fuzzer,
  page: BrowserPage,
  cases: readonly PageCase[],
): Promise<Judgement[]> {
  const prepared = cases.map((each) => prepare(fuzzer, each))
  const scripts = prepared.flatMap((each) => (typeof each === 'string' ? [] : [each.script]))
  const told = await page.evaluate((all) => runScripts(all), JSON.stringify(scripts))
  // One verdict for each script.
  const verdicts = (JSON.parse(told) as Verdict[]).values()
  return prepared.map((each) => {
    if (typeof each === 'string') return each
    // As above.
    return examine(each.trees, verdicts.next().value as Verdict)
  })
}

function prepare(fuzzer: Fuzzer, each: PageCase): Prepared | string {
  try {
    return fuzzer.prepare(each)
  } catch (error) {
    if (error instanceof OverwireError) return REFUSED
    return `the server threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}

/** What the page says, and whether the paths of its handlers lead to the same handlers. */
function examine(trees: readonly ChildNode[], { failure, handlers, isParsedOtherwise }: Verdict): Judgement {
  if (isParsedOtherwise) return PARSED_OTHERWISE
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
