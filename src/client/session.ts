/** One page and its circuit: joins, joins again after its socket was lost, and takes what the server sends. */
import { isNewestOnly } from '../protocol/event-types.ts'
import { PROTOCOL_VERSION, type DownMessage, type JoinMessage } from '../protocol/messages.ts'
import { connect, failed, link, outbox, send } from './connection.ts'
import { keepCaret } from './caret.ts'
import { natural, page } from './clobbering.ts'
import { dropEffects, performers, performLater } from './effects.ts'
import { formOf } from './form-of.ts'
import { applyFrame, changeTrees, establish, reportMismatch } from './frames.ts'
import { loaded, loadInIdleTime, offerModules } from './lazy-modules.ts'
import { handlerOf } from './handlers.ts'
import { parseFor, parseMarkup } from './markup.ts'
import { modifiersOf } from './modifiers.ts'
import { settings } from './page.ts'
import { assign } from './property.ts'
import { pendingEvent, pushEvent } from './push-event.ts'
import { changedEarly, heardEarly, sentEarly } from './submit-event.ts'
import { editable, regionOf, targetsOf } from './targets.ts'
import { defineTemplates, templateHashes } from './template.ts'

/** The circuit that this page takes up again when its socket was lost. */
let circuit: { readonly circuit: string; readonly secret: string } | undefined
/** Names this document to the server: a join that is repeated with it is the same. */
let nonce = randomName()
/** What a join says beyond that, when the page does not show the HTML of its response any more. */
let laterJoin: Partial<JoinMessage> | undefined

export function startSession(): void {
  offerModules(
    {
      page,
      natural,
      keepCaret,
      assign,
      formOf,
      modifiersOf,
      isNewestOnly,
      pushEvent,
      pendingEvent,
      targetsOf,
      editable,
      regionOf,
      parseMarkup,
      parseFor,
      handlerOf,
      changedEarly,
      heardEarly,
      sentEarly,
      nextEvent: outbox.next,
      sentEvent: outbox.find,
      loaded,
      performers,
    },
    // What comes late is as if no event had caused it: its causes are over.
    (use) => changeTrees(0, use),
    failed,
  )
  connect({
    speak(attempt) {
      const version = PROTOCOL_VERSION
      send(
        circuit
          ? { kind: 'rejoin', version, ...circuit, received: outbox.seen(), attempt }
          : { kind: 'join', version, token: settings['liveToken'] ?? '', nonce, attempt, ...laterJoin },
      )
    },
    take,
    over() {
      // What comes next is a page without what was done in this circuit.
      circuit = undefined
      nonce = randomName()
      laterJoin = { hydrate: false, templates: templateHashes() }
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
      if (laterJoin) loaded.liveActions?.repeat()
      loadInIdleTime()
      return
    case 'rejoined':
      link.established()
      outbox.resume(message.received)
      return reportMismatch()
    case 'refused':
      return link.refused(message.code, message.seconds)
    default:
    // The others have no order, and are not passed on.
  }
}

function randomName(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
