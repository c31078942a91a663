import type { Circuit } from '../circuit/circuit.ts'
import { PlainEffect } from '../page/plain-effect.ts'
import type { Effect } from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import { keepFound, loginOf } from './context.ts'
import type { PageTokens } from './page-token.ts'

/**
 * Has a circuit go on with the login that it has asked for. All of its page is rendered again, and its browser gets a token
 * that names the login: when the page is renewed one day, it is known whose it is. No circuit is found by that token.
 */
export async function goOnAs(circuit: Circuit, before: Context, tokens: PageTokens): Promise<void> {
  const { context, page, identity } = circuit
  const login = loginOf(context)
  keepFound(context, before)
  const token = await tokens.seal({
    page: '',
    kind: 'route',
    route: '',
    url: context.url.href,
    base: '',
    digest: '',
    visitor: identity.visitor,
    login,
    status: 200,
  })
  const effect: Effect = ['session', token, login === '' ? 0 : 1]
  circuit.push(new PlainEffect(JSON.stringify(effect), 0, false))
  circuit.turn(() => {
    for (const { scope } of page.instances) scope.loginChanged()
  })
  renderAll(circuit)
  if (page.visit !== null) circuit.gateTime.ask()
}

function renderAll(circuit: Circuit): void {
  const { page } = circuit
  circuit.turn(() => {
    for (const instance of page.instances) page.runtime.invalidate(instance)
  })
}
