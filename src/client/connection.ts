/**
 * The socket of the page: the first one, and what goes over any. What needs no order is answered here, as it arrives.
 * Whether a socket is good, and what follows one that is not, is for the module of recovery, which is loaded once the
 * page has started; until then the page keeps what it has, and shows that its connection is lost.
 */
import { page } from './clobbering.ts'
import { readDown, type DownTakers, type UpFrame } from '../protocol/codec.ts'
import { DETAIL_LENGTH } from '../protocol/limits.ts'
import type { ProblemCode } from '../protocol/messages.ts'
import { newConnection, statusOf, type ConnectionState } from './connection-state.ts'
import { loaded, loadWaiting, withModule } from './lazy-modules.ts'
import { endEvent } from './outcomes.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { settings } from './page.ts'
import type { SentEvent } from './sent-event.ts'

/**
 * A circuit with rows in its trees begins when their module is there: then all of the page is bound at once, and until
 * then what users do is recorded. Its frames, which begin with no word, wait behind that.
 */
const SHOWS_ROWS = /^\["joined".*"[ikr]":\[|^\[[^"]/
/** What shows portals waits for their module, at any time. What comes after it waits behind that. */
const SHOWS_PORTALS = /"p":"/
let showsPortals = false

let listeners: DownTakers<void>
let socket: WebSocket | undefined

export const connection: ConnectionState = newConnection()

export const outbox: Outbox<SentEvent> = createOutbox<SentEvent>({
  now,
  after: (milliseconds, run) => void setTimeout(run, milliseconds),
  send(text) {
    sendText(text)
    loaded.liveRecovery?.pushed()
  },
  acknowledge: (seen) => send(['ack', seen]),
  emptyEvent: (seen) => JSON.stringify([seen]),
  ended(event, content, outcome) {
    endEvent(event, content, outcome, outcome === 'refused' ? 'expired' : undefined)
  },
})

/** Opens the first socket. `speak` asks for a circuit on it. */
export function connect(speak: () => void, taking: DownTakers<void>): void {
  listeners = taking
  // A page that is the same for everybody has no token: one is asked for before anything else.
  if (settings['livePublic']) lose(0)
  else openSocket(speak)
  showStatus()
  for (const type of ['online', 'offline', 'visibilitychange']) {
    // The network or the user is back, or is gone.
    addEventListener(type, () => {
      showStatus()
      loadWaiting()
    })
  }
  addEventListener('pagehide', ({ persisted }) => {
    // A window calls its listeners in the order in which they were added: those of modules would be too late.
    loaded.liveEdits?.flush()
    if (persisted) lose(0)
    else sendLive(['leave'])
  })
}

/** Opens a socket in place of the one that there may be. */
export function openSocket(speak: () => void): void {
  closeSocket()
  const own = (socket = new WebSocket(location.origin.replace('http', 'ws') + settings['liveSocket']))
  socket.onopen = speak
  socket.onmessage = ({ data }) => {
    const text = String(data)
    // What waited may be of a socket that is lost: then it comes again on the next one.
    const take = (): void => {
      if (own === socket) readDown(text, listeners)
    }
    const takeRows = (): void =>
      connection.state === 'joining' && SHOWS_ROWS.test(text) ? withModule('liveRows', take) : take()
    if ((showsPortals ||= SHOWS_PORTALS.test(text))) withModule('livePortals', takeRows)
    else takeRows()
    loaded.liveRecovery?.messageReceived()
  }
  socket.onclose = ({ code }) => own === socket && lose(code)
}

/** Closes the socket, if there is one; nothing of it is taken any more. */
export function closeSocket(): void {
  outbox.pause()
  socket?.close()
  socket = undefined
  if (connection.state === 'live') connection.state = 'rejoining'
}

/** The page is live. */
export function becomeLive(longestWait: number = connection.longestWait): void {
  Object.assign(connection, { state: 'live', refusal: '', wasLive: true, liveSince: now(), longestWait })
  showStatus()
  loaded.liveRecovery?.established()
}

export function showStatus(): void {
  const { dataset } = page.documentElement
  // The server of another build can end a page by this alone.
  if (isEnded()) return
  dataset['liveStatus'] = statusOf(connection, navigator.onLine)
  if (connection.refusal) dataset['liveCode'] = connection.refusal
  else delete dataset['liveCode']
}

/** Whether the page goes on as plain HTML. */
export function isEnded(): boolean {
  return page.documentElement.dataset['liveStatus'] === 'ended'
}

/** Sends, or drops what cannot be sent now. */
export function send(frame: UpFrame): void {
  sendText(JSON.stringify(frame))
}

/** Sends to the circuit. What is sent while there is none is lost, but for reports: it is sent again after a rejoin, or settled by it. */
export function sendLive(frame: UpFrame): void {
  if (connection.state === 'live') send(frame)
  else loaded.liveRecovery?.unsent(frame)
}

/** Says what could not be done, now or when there is a circuit again. */
export function report(code: ProblemCode, detail: string): void {
  sendLive(['problem', code, detail.slice(0, DETAIL_LENGTH)])
}

/** Says what threw while it did what the server wants. */
export function failed(error: unknown): void {
  report('command-failed', String(error))
}

export function now(): number {
  return performance.now()
}

/** The socket was closed, or the page is put away. */
function lose(code: number): void {
  closeSocket()
  showStatus()
  withModule('liveRecovery', (recovery) => recovery.closed(code))
}

function sendText(text: string): void {
  if (socket?.readyState === 1) socket.send(text)
}
