/**
 * One page and its circuit: joins, joins again after its socket was lost, and takes what the server sends.
 * Messages are taken one after the other; one that must load something holds up those behind it.
 */
import { PROTOCOL_VERSION, type DownMessage, type JoinMessage } from '../protocol/messages.ts'
import { connect, link, outbox, send } from './connection.ts'
import { applyFrame, establish, tellMismatch } from './frames.ts'
import { followHistory, repeatAction } from './history.ts'
import { settings } from './page.ts'
import { defineTemplates, templateHashes } from './template.ts'

/** The circuit that this page takes up again when its socket was lost. */
let circuit: { readonly circuit: string; readonly secret: string } | undefined
/** Names this document to the server: a join that is repeated with it is the same. */
let nonce = randomName()
/** What a join says beyond that, when the page does not show the HTML of its response any more. */
let anew: Partial<JoinMessage> | undefined
/** The socket on which this page spoke last: what an older one brought is not taken. */
let current = 0
let taken = Promise.resolve()

export function startSession(): void {
  followHistory()
  connect({
    speak(attempt) {
      current = attempt
      const version = PROTOCOL_VERSION
      send(
        circuit
          ? { kind: 'rejoin', version, ...circuit, received: outbox.seen(), attempt }
          : { kind: 'join', version, token: settings['liveToken'] ?? '', nonce, attempt, ...anew },
      )
    },
    take(message) {
      const from = current
      taken = taken.then(() => (from === current ? take(message) : undefined))
    },
    over() {
      // What comes next is a page without what was done in this circuit.
      circuit = undefined
      nonce = randomName()
      anew = { hydrate: false, templates: templateHashes() }
    },
  })
}

function take(message: DownMessage): void | Promise<void> {
  switch (message.kind) {
    case 'frame':
      outbox.countFrame()
      return applyFrame(message)
    case 'joined':
      circuit = { circuit: message.circuit, secret: message.secret }
      link.established(message.limits[5])
      outbox.begin(message.limits)
      defineTemplates(message.templates)
      establish(message.roots)
      if (anew) repeatAction()
      return
    case 'rejoined':
      link.established()
      outbox.resume(message.received)
      return tellMismatch()
    case 'refused':
      return link.refused(message.code, message.seconds)
    default:
    // The others have no order, and are not passed on.
  }
}

function randomName(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
