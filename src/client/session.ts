/** One page and its circuit: joins, joins again after its socket was lost, and takes what the server sends. */
import { isNewestOnly } from '../protocol/event-types.ts'
import { PROTOCOL_VERSION, type DownMessage, type JoinMessage } from '../protocol/messages.ts'
import { connect, failed, link, openSocket, outbox, report, send, sendLive } from './connection.ts'
import { create, hydrate } from './binder.ts'
import { keepCaret } from './caret.ts'
import { heardEarly } from './early-events.ts'
import { handleEarly, refuseEarly } from './events.ts'
import { ChildPart } from './child-part.ts'
import { natural, page } from './clobbering.ts'
import { dropEffects, performers, performLater } from './effects.ts'
import { formOf } from './form-of.ts'
import { consistency } from './consistency.ts'
import { applyFrame, changeTrees, establish, reportLostRoots, reportMismatch } from './frames.ts'
import { loaded, loadInIdleTime, offerModules } from './lazy-modules.ts'
import { handlerOf } from './handlers.ts'
import { List } from './list.ts'
import { parseMarkup, parseWithin } from './markup.ts'
import { modifiersOf } from './modifiers.ts'
import { settings } from './page.ts'
import type { ClientPort } from './port.ts'
import { Instance } from './parts.ts'
import { assign } from './property.ts'
import { recovered } from './payload.ts'
import { pendingEvent, pushEvent } from './push-event.ts'
import { changedEarly, sentEarly } from './submit-event.ts'
import { applyDifference, containerOf, isExpected, removeRoot, roots, stands } from './roots.ts'
import { Stream } from './stream.ts'
import { defineTemplates, templateHashes, templateOf } from './template.ts'

/** The circuit that this page takes up again when its socket was lost. */
let circuit: { readonly circuit: string; readonly secret: string } | undefined
/** Names this document to the server: a join that is repeated with it is the same. */
let nonce = randomName()
/** What a join says beyond that, when the page does not show the HTML of its response any more. */
let laterJoin: Partial<JoinMessage> | undefined

export function startSession(): void {
  const port: ClientPort = {
    page,
    natural,
    keepCaret,
    assign,
    formOf,
    modifiersOf,
    isNewestOnly,
    pushEvent,
    pendingEvent,
    report,
    parseMarkup,
    parseWithin,
    handlerOf,
    changedEarly,
    heardEarly,
    sentEarly,
    nextEvent: outbox.next,
    sentEvent: outbox.find,
    loaded,
    performers,
    settings,
    link,
    openSocket,
    consistency,
    outbox,
    sendLive,
    roots,
    removeRoot,
    create,
    ChildPart,
    hydrate,
    applyDifference,
    isExpected,
    recovered,
    containerOf,
    stands,
    reportLostRoots,
    changeTrees,
    templateOf,
    Instance,
    List,
    Stream,
  }
  offerModules(
    port,
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
      // What was recorded was meant for a page that is not this one.
      if (message.roots.some(([, how]) => how === 'values')) {
        outbox.end()
        refuseEarly()
      }
      outbox.begin(message.limits)
      defineTemplates(message.templates)
      establish(message.roots)
      handleEarly()
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
