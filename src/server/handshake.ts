import type { Circuits, JoinAnswer } from '../circuit/circuits.ts'
import type { CircuitSocket } from '../circuit/socket.ts'
import { PROTOCOL_VERSION, type JoinMessage, type RejoinMessage } from '../protocol/messages.ts'
import { createContext, loginOf, packedHeader, type ExtendContext } from './context.ts'
import { parseCookies } from './cookies.ts'
import { renderAgain, type ResponseParts } from './first-response.ts'
import type { Incoming } from './incoming.ts'
import { knownVisitor } from './visitor.ts'

/** What a handshake needs of the application. */
export interface HandshakeParts extends ResponseParts {
  readonly circuits: Circuits
  readonly extend: ExtendContext | undefined
}

/** A socket that asks for a circuit, and the request that it came with. */
export interface Applicant {
  readonly socket: CircuitSocket
  readonly incoming: Incoming
}

/** Gives the page of a token its circuit, or says why not. */
export async function join(
  parts: HandshakeParts,
  message: JoinMessage,
  { socket, incoming }: Applicant,
): Promise<JoinAnswer> {
  if (message.version !== PROTOCOL_VERSION) return 'version'
  const token = await parts.tokens.open(message.token)
  if (typeof token === 'string') return token
  const { visitor } = token
  if (visitorFrom(incoming) !== visitor) return 'token-invalid'
  // The page is where the first response was; the cookies are those of this very request.
  const params = parts.routes.match(new URL(token.url).pathname)?.params ?? {}
  const context = await createContext({ ...incoming, url: token.url, params }, parts.extend)
  if (loginOf(context) !== token.login) return 'token-invalid'
  return parts.circuits.join({
    page: token.page,
    expires: token.issued + parts.services.limits.tokenAge,
    nonce: message.nonce,
    attempt: message.attempt,
    hydrate: message.hydrate,
    templates: message.templates,
    digest: token.digest,
    visitor,
    context,
    socket,
    mountAgain: () => renderAgain(parts, token, context),
  })
}

/** Gives a circuit back to the browser that lost its socket, or says why not. */
export async function rejoin(
  parts: HandshakeParts,
  message: RejoinMessage,
  { socket, incoming }: Applicant,
): Promise<JoinAnswer> {
  if (message.version !== PROTOCOL_VERSION) return 'version'
  const visitor = visitorFrom(incoming)
  const before = parts.circuits.get(message.circuit)?.context
  if (visitor === null || before === undefined) return 'circuit-ended'
  const { params } = before
  const context = await createContext({ ...incoming, url: before.url.href, params }, parts.extend)
  // Who logged in or out meanwhile is somebody else, and what was rendered is not for them.
  if (loginOf(context) !== loginOf(before)) return 'circuit-ended'
  const { circuit, secret, received, attempt } = message
  return parts.circuits.rejoin({ circuit, secret, received, attempt, visitor, context, socket })
}

function visitorFrom(incoming: Incoming): string | null {
  return knownVisitor(parseCookies(packedHeader(incoming.headers, 'cookie')))
}
