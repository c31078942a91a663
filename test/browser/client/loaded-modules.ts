import type { Page } from 'playwright-core'

/** Resolves when these modules have started, which pages load in idle time. */
export async function modulesStart(page: Page, names: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (all) => all.every((name) => performance.getEntriesByName(`${location.origin}/${name}.js`)[0]),
    names,
  )
  // What was imported before has started by then.
  await page.evaluate(`Promise.all(${JSON.stringify(names)}.map((name) => import('/' + name + '.js')))
    .then(() => new Promise((resolve) => setTimeout(resolve)))`)
}
