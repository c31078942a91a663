/** How the page asks for a circuit, and the one that it got. */
import { PROTOCOL_VERSION, type JoinMessage } from '../protocol/messages.ts'
import { send } from './connection.ts'
import { loaded } from './lazy-modules.ts'
import { settings } from './page.ts'
import { randomName } from './random-name.ts'

export const session: {
  /** The circuit that this page takes up again when its socket was lost. */
  circuit: { readonly circuit: string; readonly secret: string } | undefined
  /** Names this document to the server: a join that is repeated with it is the same. */
  nonce: string
  /** On how many sockets this document spoke. */
  attempt: number
} = { circuit: undefined, nonce: randomName(), attempt: 0 }

export type LaterJoin = Pick<JoinMessage, 'hydrate' | 'templates'>

/** `later` is what a join tells when the page does not show the HTML of its response any more. */
export function join(later?: LaterJoin): void {
  // A page without one does not join.
  const token = settings['liveToken'] as string
  const attempt = ++session.attempt
  const wanted = loaded.liveNavigation?.pages.wanted
  const location = wanted && { location: wanted }
  send(['join', { version: PROTOCOL_VERSION, token, nonce: session.nonce, attempt, ...later, ...location }])
}
