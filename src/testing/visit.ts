import type { App } from '../server/app.ts'
import { loadJsdom } from './load-jsdom.ts'
import { Tab } from './tab.ts'
import { openUser, type User } from './user.ts'
import { Visitor, type VisitorOptions } from './visitor.ts'

/** Options of {@link visit}. */
export interface VisitOptions extends VisitorOptions {
  /** Milliseconds after which waiting is given up. Default: 5,000. */
  readonly patience?: number
  /**
   * What runs in place of the scripts of hooks, by the names of the hooks: the default export of such a script, or what stands
   * for it in a test. It runs in Node: what it needs of the page it gets from `port.element`.
   */
  readonly hooks?: Readonly<Record<string, unknown>>
}

const PATIENCE = 5_000

/**
 * Opens a page of an application as a new visitor, without a browser and without a network, and waits until it
 * is live.
 *
 * ```ts
 * await using user = await visit(app, '/')
 * await user.click('Add')
 * expect(user.text('h1')).toBe('1')
 * ```
 */
export async function visit(app: App, path: string, options: VisitOptions = {}): Promise<User> {
  const { patience = PATIENCE, hooks = {}, ...visitorOptions } = options
  const jsdom = await loadJsdom()
  const visitor = new Visitor(app, jsdom, visitorOptions)
  return openUser(new Tab({ jsdom, visitor, patience, hooks }), path)
}
