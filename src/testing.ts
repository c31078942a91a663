/**
 * A user without a browser, for tests: the real client on jsdom, joined to the application in this process.
 *
 * ```ts
 * import { visit } from 'overwire/testing'
 *
 * await using user = await visit(app, '/')
 * await user.click('Add')
 * expect(user.text('h1')).toBe('1')
 * ```
 */
export { visit } from './testing/visit.ts'
export type { VisitOptions } from './testing/visit.ts'
export type { ActionOptions, User } from './testing/user.ts'
export type { TypeOptions } from './testing/keyboard.ts'
export type { Words } from './testing/find.ts'
export type { WireText } from './testing/traffic.ts'
export type { VisitorOptions } from './testing/visitor.ts'
