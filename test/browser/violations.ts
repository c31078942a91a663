import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe-core finds wrong: the rule, and the elements that break it. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which no policy of the page forbids.
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    // The script above has put it there.
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe }
    return (await inPage.run()).violations.map(({ id, nodes }) => ({
      id,
      targets: nodes.map(({ target }) => target),
    }))
  })
  return found.map(({ id, targets }) => `${id}: ${targets.join(', ')}`)
}
