/** One page and its circuit: joins, joins again after its socket was lost, and takes what the server sends. */
import { PROTOCOL_VERSION, type DownMessage, type JoinMessage } from '../protocol/messages.ts'
import { connect, failed, link, outbox, report, send } from './connection.ts'
import { settleControls, startEdits } from './bound.ts'
import { dropEffects, performLater } from './effects.ts'
import { applyFrame, attempt, establish, tellMismatch } from './frames.ts'
import { added, loadInIdleTime, offerModules } from './lazy-modules.ts'
import { handlerOf } from './handlers.ts'
import { parseFor, parseMarkup } from './markup.ts'
import { settings } from './page.ts'
import { pendingEvent, pushEvent } from './push-event.ts'
import { streamRows } from './stream.ts'
import { changedEarly, heardEarly } from './submit-event.ts'
import { editable, regionOf, targetsOf } from './targets.ts'
import { defineTemplates, templateHashes } from './template.ts'

/** The circuit that this page takes up again when its socket was lost. */
let circuit: { readonly circuit: string; readonly secret: string } | undefined
/** Names this document to the server: a join that is repeated with it is the same. */
let nonce = randomName()
/** What a join says beyond that, when the page does not show the HTML of its response any more. */
let anew: Partial<JoinMessage> | undefined

export function startSession(): void {
  offerModules(
    {
      pushEvent,
      pendingEvent,
      report,
      failed,
      editable,
      regionOf,
      parseMarkup,
      parseFor,
      streamRows,
      targetsOf,
      handlerOf,
      changedEarly,
      heardEarly,
      nextEvent: outbox.next,
      elementOf: (event) => outbox.find(event)?.element,
      onEdits: startEdits,
    },
    (change) =>
      attempt(() => {
        change()
        settleControls()
      }),
  )
  connect({
    speak(attempt) {
      const version = PROTOCOL_VERSION
      send(
        circuit
          ? { kind: 'rejoin', version, ...circuit, received: outbox.seen(), attempt }
          : { kind: 'join', version, token: settings['liveToken'] ?? '', nonce, attempt, ...anew },
      )
    },
    take,
    over() {
      // What comes next is a page without what was done in this circuit.
      circuit = undefined
      nonce = randomName()
      anew = { hydrate: false, templates: templateHashes() }
    },
  })
}

function take(message: DownMessage): void {
  switch (message.kind) {
    case 'frame':
      outbox.countFrame()
      return performLater(applyFrame(message))
    case 'joined':
      circuit = { circuit: message.circuit, secret: message.secret }
      dropEffects()
      link.established(message.limits[5])
      outbox.begin(message.limits)
      defineTemplates(message.templates)
      establish(message.roots)
      if (anew) added.history?.repeat()
      loadInIdleTime()
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
