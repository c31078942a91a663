/**
 * Binds {@link createLink} and {@link createOutbox} to the socket, the clock and the document. What needs no
 * order is answered here, as it arrives: heartbeats, and how many events the server has.
 */
import { page } from './clobbering.ts'
import { decodeDown, encodeUp, type Outgoing } from '../protocol/codec.ts'
import type { DownMessage, EventMessage, ProblemCode, UpMessage } from '../protocol/messages.ts'
import { createLink, type Link, type LinkState } from './link.ts'
import { endEvent } from './outcomes.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { withModule } from './lazy-modules.ts'
import { settings } from './page.ts'

/** What an event was sent for. */
export interface SentEvent {
  readonly message: EventMessage
  /** What waits for its outcome. */
  readonly element: Element
  /** Where it happened. */
  readonly origin: Element
}

/** What goes on over the connection. */
export interface Session {
  /** A socket is open: asks for a circuit, or for its own when there is one. */
  speak(attempt: number, state: LinkState): void
  /** A message that must be taken in order. */
  take(message: DownMessage): void
  /** The circuit is over. */
  over(): void
}

/** Of a reason that is told. What does not fit into a message would cost the connection, again and again. */
export const MOST_DETAIL = 256
const MALFORMED = 4400
/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const TOO_BIG = 1009

let session: Session
let socket: WebSocket | undefined
let timer: ReturnType<typeof setTimeout> | undefined
/** Counts tries: what is done for an older one comes too late. */
let tries = 0

export const link: Link = createLink({
  now,
  random: () => Math.random(),
  isOnline: () => navigator.onLine,
  after(milliseconds, run) {
    clearTimeout(timer)
    timer = setTimeout(run, milliseconds)
  },
  open,
  close,
  speak: (attempt, state) => session.speak(attempt, state),
  beat: () => send({ kind: 'beat' }),
  leave: () => send({ kind: 'leave' }),
  unreceived: () => outbox.unreceived(),
  over() {
    outbox.end()
    session.over()
  },
  show(status, code) {
    const { dataset } = page.documentElement
    dataset['liveStatus'] = status
    if (code) dataset['liveCode'] = code
    else delete dataset['liveCode']
  },
})

export const outbox: Outbox<SentEvent> = createOutbox<SentEvent>({
  now,
  after: (milliseconds, run) => void setTimeout(run, milliseconds),
  send(text) {
    sendText(text)
    link.pushed()
  },
  acknowledge: (seen) => send({ kind: 'ack', seen }),
  emptyEvent: (seen) => encodeUp({ kind: 'event', seen, type: '', target: '', payload: {} }),
  ended(event, { element }, outcome) {
    endEvent(event, element, outcome, outcome === 'refused' ? 'expired' : undefined)
  },
})

/** Opens the connection, and again whenever it is lost. */
export function connect(to: Session): void {
  session = to
  link.start()
  for (const type of ['online', 'offline', 'visibilitychange']) addEventListener(type, check)
  addEventListener('pageshow', ({ persisted }) => persisted && check())
  addEventListener('pagehide', ({ persisted }) => link.hidden(persisted))
}

/** Sends, or drops what cannot be sent now. */
export function send(message: Outgoing): void {
  sendText(encodeUp(message))
}

/** Sends to the circuit. What is sent while there is none is lost: it is sent anew after a rejoin, or settled by it. */
export function sendLive(message: UpMessage): void {
  if (link.state() === 'live') send(message)
}

/** Says what could not be done. */
export function report(code: ProblemCode, detail: string): void {
  sendLive({ kind: 'problem', code, detail: detail.slice(0, MOST_DETAIL) })
}

/** Says what threw while it did what the server wants. */
export function failed(error: unknown): void {
  report('command-failed', String(error))
}

function now(): number {
  return performance.now()
}

function check(): void {
  if (!page.hidden) link.check()
}

function open(problem: string): void {
  close()
  const own = ++tries
  if (problem) withModule('liveRecovery', ({ renew }) => renew(problem, () => own === tries))
  else openSocket()
}

/** Opens a socket for the try that is under way. */
export function openSocket(): void {
  socket = new WebSocket(location.origin.replace('http', 'ws') + settings['liveSocket'])
  socket.onopen = link.opened
  socket.onmessage = ({ data }) => take(decodeDown(String(data)))
  socket.onclose = ({ code }) => {
    outbox.pause(code === MALFORMED || code === TOO_BIG)
    link.closed(code)
  }
}

function close(): void {
  tries++
  clearTimeout(timer)
  outbox.pause(false)
  if (socket) socket.onopen = socket.onmessage = socket.onclose = null
  socket?.close()
  socket = undefined
}

function take(message: DownMessage): void {
  if (message.kind === 'received') outbox.received(message.received)
  else if (message.kind === 'beat') send({ kind: 'here' })
  else if (message.kind !== 'here') session.take(message)
  link.messageReceived()
}

function sendText(text: string): void {
  if (socket?.readyState === 1) socket.send(text)
}
