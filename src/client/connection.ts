/**
 * The socket and its returns. It is opened again for ever, after a random time that grows with the tries,
 * at once when the network or the tab comes back. A line that is silent for too long is asked for a sign of
 * life and given up when none comes: a half-open connection reports no error by itself.
 */
import { encodeUp } from '../protocol/codec.ts'
import type { Outgoing } from '../protocol/codec.ts'
import { BROWSER_ASKS_AFTER } from '../protocol/limits.ts'
import { FINAL_CLOSE_CODES } from '../protocol/messages.ts'
import { settings } from './page.ts'

const FIRST_DELAY = 500
const LONGEST_DELAY = 30_000
const PATIENCE = 10_000

/** What happens on the line. */
export interface Line {
  opened(): void
  message(text: string): void
  /** It will not come back. */
  ended(): void
}

/** What stands in `html[data-live-status]`. */
type Status = 'connecting' | 'live' | 'offline' | 'reconnecting' | 'ended'

let line: Line
let socket: WebSocket | undefined
let tries = 0
/** The next thing that happens by itself: a try, a question, or giving up. */
let timer: ReturnType<typeof setTimeout> | undefined

/** Opens the line, and again whenever it is lost. */
export function connect(to: Line): void {
  line = to
  show('connecting')
  open()
  for (const type of ['online', 'offline', 'visibilitychange']) addEventListener(type, check)
}

/** Sends, or drops what cannot be sent now. */
export function send(message: Outgoing): void {
  sendText(encodeUp(message))
}

export function sendText(text: string): void {
  if (socket?.readyState === 1) socket.send(text)
}

/** The page is live over this socket. */
export function established(): void {
  tries = 0
  show('live')
}

/** Gives this socket up and comes back later. */
export function retry(): void {
  drop()
  show(navigator.onLine ? 'reconnecting' : 'offline')
  after(Math.random() * Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** tries++), open)
}

/** Gives the line up for good. */
export function end(): void {
  drop()
  timer = undefined
  show('ended')
  line.ended()
}

function open(): void {
  drop()
  socket = new WebSocket(location.origin.replace('http', 'ws') + settings['liveSocket'])
  after(PATIENCE, retry)
  socket.onopen = () => {
    hear()
    line.opened()
  }
  socket.onmessage = ({ data }) => {
    hear()
    line.message(String(data))
  }
  socket.onclose = ({ code }) => {
    // What this page says ends its lines: it has no reason to hurry.
    if (code === 4400) tries = 6
    if (FINAL_CLOSE_CODES.includes(code)) end()
    else retry()
  }
}

function drop(): void {
  clearTimeout(timer)
  if (socket) socket.onopen = socket.onmessage = socket.onclose = null
  socket?.close()
  socket = undefined
}

function hear(): void {
  after(BROWSER_ASKS_AFTER, ask)
}

function ask(): void {
  send({ kind: 'beat' })
  after(PATIENCE, retry)
}

/** The network or the tab came back, or the network went: the socket may have died unnoticed. */
function check(): void {
  if (socket?.readyState === 1) ask()
  else if (!socket && timer) open()
}

function after(delay: number, run: () => void): void {
  clearTimeout(timer)
  timer = setTimeout(run, delay)
}

function show(status: Status): void {
  document.documentElement.dataset['liveStatus'] = status
}
