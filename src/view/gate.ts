import type { Context } from './context.ts'

/** Made by {@link gate}. */
export interface Gate<Known extends object = object> {
  readonly kind: 'gate'
  readonly check: GateCheck<Known>
}

/** Decides for one request. A gate may also find nothing and only let pass. */
export type GateCheck<Known extends object> = (context: Context) => Known | void | Promise<Known | void>

/**
 * Decides who may see a route. It returns what it found out about the visitor, which is then in `this.live.context`,
 * with its type. It turns others away with `redirect()`, `notFound()` or `failed()`. It runs for each response and
 * each navigation, and whenever a socket joins or comes back, with the cookies of that very request.
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
export function gate<Known extends object = object>(check: GateCheck<Known>): Gate<Known> {
  return { kind: 'gate', check }
}
