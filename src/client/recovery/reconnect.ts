/** Binds {@link createLink} to the socket and the clock of the page, and speaks on the sockets after the first. */
import { MOST_TEMPLATES } from '../../protocol/limits.ts'
import { PROTOCOL_VERSION } from '../../protocol/messages.ts'
import type { LaterJoin } from '../join.ts'
import { core } from '../modules/core.ts'
import { randomName } from '../random-name.ts'
import { dropHandOver } from './hand-over.ts'
import { createLink, type Link } from './link.ts'
import { loadForAnother } from './reload.ts'
import { renew } from './renew.ts'
import { createSuspicion } from './suspicion.ts'

/** Somebody else is logged in, or nobody: what is shown is of another user. */
const LOGIN = 4401
/** What stands in the place of the token of a page that is the same for everybody. */
const NO_TOKEN = '-'
/** Close codes of what was sent. https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const MALFORMED = 4400
const TOO_BIG = 1009

/** What a join tells when the page does not show the HTML of its response any more. */
let laterJoin: LaterJoin | undefined

export function isLaterCircuit(): boolean {
  return laterJoin !== undefined
}

export interface Reconnection extends Link {
  /** The circuit goes on. The server has received this many events. */
  rejoined(received: number): void
}

export function reconnect(): Reconnection {
  const { connection, outbox } = core
  const suspicion = createSuspicion(outbox)
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What is asked for is for the newest try alone. */
  let request = new AbortController()

  const link = createLink(connection, {
    now: () => performance.now(),
    random: () => Math.random(),
    after(milliseconds, run) {
      clearTimeout(timer)
      timer = setTimeout(run, milliseconds)
    },
    open(problem) {
      close()
      request = new AbortController()
      if (problem) renew(problem, { link, signal: request.signal, open: openSocket })
      else openSocket()
    },
    close,
    beat: () => core.send(['beat']),
    unreceived: () => outbox.unreceived(),
    isHidden: () => core.page.hidden,
    over() {
      suspicion.over()
      over()
    },
    show: () => core.showStatus(),
  })
  const check = (): void => void (core.page.hidden || link.check())
  for (const type of ['online', 'offline', 'visibilitychange']) addEventListener(type, check)
  addEventListener('pageshow', ({ persisted }) => persisted && check())
  return {
    ...link,
    closed(code) {
      if (code === LOGIN) return loadForAnother()
      // Nothing was lost: no socket was opened without a token.
      if (core.settings['liveToken'] === NO_TOKEN) return link.refused('gone')
      if (connection.liveSince) suspicion.closed(code === MALFORMED || code === TOO_BIG)
      link.closed(code)
    },
    rejoined(received) {
      suspicion.rejoined(received)
      core.becomeLive()
      outbox.resume(received)
    },
  }

  function close(): void {
    request.abort()
    clearTimeout(timer)
    core.closeSocket()
  }
}

function openSocket(): void {
  core.openSocket(speak)
}

function speak(): void {
  const { outbox, session } = core
  const { circuit } = session
  if (!circuit) return core.join(laterJoin)
  const received = outbox.seen()
  const attempt = ++session.attempt
  core.send(['rejoin', { version: PROTOCOL_VERSION, ...circuit, received, attempt }])
}

/** What comes next is a page without what was done in this circuit. */
function over(): void {
  const { connection, consistency, outbox, refuseEarly, session, templateHashes } = core
  core.loaded.liveNavigation?.pages.circuitEnded()
  outbox.end()
  // What comes next is in full, and may wait for modules.
  consistency.mismatch = ''
  dropHandOver()
  session.circuit = undefined
  session.nonce = randomName()
  laterJoin = { hydrate: false, templates: templateHashes().slice(-MOST_TEMPLATES) }
  // Nothing follows: what was held for a circuit is left to the browser from now on.
  if (connection.state === 'ended') refuseEarly()
}
