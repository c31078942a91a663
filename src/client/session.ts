/**
 * One page and its circuit: joins, joins again after its socket was lost, and takes what the server sends.
 * Messages are taken one after the other; one that must load something holds up those behind it.
 */
import { decodeDown } from '../protocol/codec.ts'
import {
  PROTOCOL_VERSION,
  type DownMessage,
  type JoinMessage,
  type RefusalCode,
} from '../protocol/messages.ts'
import { connect, end, established, retry, send } from './connection.ts'
import { applyFrame, establish, tellMismatch } from './frames.ts'
import { followHistory, repeatAction } from './history.ts'
import { begin, countFrame, expire, pause, resume, framesSeen, tell } from './outbox.ts'
import { settings } from './page.ts'
import { defineTemplates, templateHashes } from './template.ts'

const HALF_A_MINUTE = 30_000

let circuit: { readonly circuit: string; readonly secret: string } | undefined
/** Names this document to the server: a join that is repeated with it is the same. */
let nonce = randomName()
/** What a join says beyond that, when the page does not show the HTML of its response any more. */
let anew: Partial<JoinMessage> | undefined
/** Counts sockets: what an older one brought is not taken. */
let line = 0
let taken = Promise.resolve()

export function startSession(): void {
  followHistory()
  connect({
    opened() {
      line++
      pause()
      ask()
    },
    message(text) {
      const from = line
      taken = taken.then(() => (from === line ? take(decodeDown(text)) : undefined))
    },
    ended: () => expire('ended'),
  })
  addEventListener('pagehide', ({ persisted }) => persisted || tell({ kind: 'leave' }))
}

function ask(): void {
  const version = PROTOCOL_VERSION
  send(
    circuit
      ? { kind: 'rejoin', version, ...circuit, received: framesSeen(), attempt: line }
      : {
          kind: 'join',
          version,
          token: settings['liveToken'] ?? '',
          nonce,
          attempt: line,
          ...anew,
        },
  )
}

function take(message: DownMessage): void | Promise<void> {
  switch (message.kind) {
    case 'frame':
      countFrame()
      return applyFrame(message)
    case 'joined':
      circuit = { circuit: message.circuit, secret: message.secret }
      established()
      begin()
      defineTemplates(message.templates)
      establish(message.roots)
      if (anew) repeatAction()
      return
    case 'rejoined':
      established()
      resume(message.received)
      return tellMismatch()
    case 'refused':
      return refused(message.code)
    case 'beat':
      return send({ kind: 'here' })
    case 'received':
    case 'here':
  }
}

function refused(code: RefusalCode): void {
  if (circuit && code !== 'version') {
    // The circuit is over. Its page is asked for again, without what was done in it.
    circuit = undefined
    expire('none')
    nonce = randomName()
    anew = { hydrate: false, templates: templateHashes() }
    ask()
  } else if (code === 'circuit-limit') retry()
  // Only the server can help, which is there, as it has just answered.
  else if (mayReload()) location.reload()
  else end()
}

/** At most twice a minute: whether this document is old enough, or is not from a reload itself. */
function mayReload(): boolean {
  // What browsers say of navigations has a type.
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.type !== 'reload' || performance.now() > HALF_A_MINUTE
}

function randomName(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
