import type { Context } from './context.ts'

/** Made by {@link gate}. */
export interface Gate<Known extends object = object> {
  readonly kind: 'gate'
  readonly check: GateCheck<Known>
}

/**
 * Decides for one request. A gate may also find nothing and only let pass. `until`, a Date, is when it is to be asked again
 * while the page is open.
 */
export type GateCheck<Known extends object> = (
  context: Context,
  visitor: GateVisitor,
) => Known | void | Promise<Known | void>

/** What a gate may say to whom it leads elsewhere. */
export interface GateVisitor {
  /** The page that it leads to shows this message in `[data-live-flash]`. */
  flash(text: string, kind?: string): void
}

/**
 * Decides who may see a route. It returns what it found out about the visitor, which is then in `this.live.context`,
 * with its type. It turns others away with `redirect()`, `notFound()` or `failed()`. It runs for each response and
 * each navigation, and whenever a socket joins or comes back, with the cookies of that very request. Where it returns
 * `until`, it runs again then, whatever the page does meanwhile.
 *
 * ```ts
 * const loggedIn = gate(({ user }) => ({ user: user ?? redirect('/login') }))
 * const account = route('/account', { gate: loggedIn })
 *
 * class AccountPage extends LiveView<typeof account> {
 *   render() {
 *     return html`<h1>${this.live.context.user.name}</h1>`
 *   }
 * }
 * ```
 */
export function gate<Known extends object = object>(
  check: GateCheck<Known>,
  ..._problem: UntilProblem<Known>
): Gate<Known> {
  return { kind: 'gate', check }
}

/** What is no Date would not be understood. */
type UntilProblem<Known> = [Known] extends [never]
  ? []
  : Known extends { readonly until: infer Until }
    ? Until extends Date | null | undefined
      ? []
      : [problem: 'The `until` of a gate is a Date.']
    : []
